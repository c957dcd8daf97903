package io.regulars.templates;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.templates.text.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the templates of a release.
 * <pre>
 *   templates/win-back/en.md      a mail in English: HTML and plain text of one Markdown source
 *   templates/win-back/lv.html    the same in Latvian, written by hand …
 *   templates/win-back/lv.txt     … with its plain text
 *   templates/win-back/en.sms     a short message
 *   templates/layout.html         what stands around every mail, and layout.txt around its plain text
 * </pre>
 */
public final class ReadTemplates {
    private static final Pattern PATH =
            Pattern.compile("templates/([^/]+)/([^/]+)\\.(md|html|txt|sms)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{2,8})*");
    private static final String LAYOUT_HTML = "templates/layout.html";
    private static final String LAYOUT_TEXT = "templates/layout.txt";

    private final InternalFaults faults = new InternalFaults();
    private final List<Diagnostic> problems = new ArrayList<>();
    private final List<WrittenTemplate> written = new ArrayList<>();

    private ReadTemplates() {}

    /**
     * What was read.
     *
     * @param catalogue the templates without problems
     * @param problems of the others; all are errors
     */
    public record Read(TemplateCatalogue catalogue, List<Diagnostic> problems, List<WrittenTemplate> written) {
        public Read {
            problems = List.copyOf(problems);
            written = List.copyOf(written);
        }

        /** Whether the release has any template. */
        public boolean isEmpty() {
            return written.isEmpty() && problems.isEmpty();
        }
    }

    /** Whether a file of a release belongs to its templates, by its name. */
    public static boolean isTemplate(RuleFile file) {
        return file.isNamed("templates/.+\\.(md|html|txt|sms)") && !file.isNamed(".*/readme\\.(md|txt)");
    }

    /** Reads the templates among the files of a release. */
    public static Read read(List<RuleFile> files) {
        var reading = new ReadTemplates();
        List<RuleFile> templates = files.stream()
                .filter(ReadTemplates::isTemplate)
                .sorted(Comparator.comparing(RuleFile::path))
                .toList();
        Layout layout = reading.layout(templates);
        var byText = new LinkedHashMap<String, Map<String, RuleFile>>();
        templates.stream().filter(file -> !isLayout(file)).forEach(file -> reading.place(file, byText));
        byText.forEach((place, kinds) -> reading.template(place, kinds, layout));
        return reading.finished(layout);
    }

    private Read finished(Layout layout) {
        var mails = new TreeMap<String, Map<String, CompiledMail>>();
        var texts = new TreeMap<String, Map<String, CompiledSms>>();
        for (WrittenTemplate each : written) {
            if (each.mail() != null) {
                mails.computeIfAbsent(each.name(), name -> new HashMap<>()).put(each.language(), each.mail());
            }
            if (each.sms() != null) {
                texts.computeIfAbsent(each.name(), name -> new HashMap<>()).put(each.language(), each.sms());
            }
        }
        return new Read(new TemplateCatalogue(mails, texts, layout), problems, written);
    }

    private static boolean isLayout(RuleFile file) {
        return file.isNamed(LAYOUT_HTML) || file.isNamed(LAYOUT_TEXT);
    }

    private Layout layout(List<RuleFile> files) {
        Layout.Around html = Layout.BARE.html();
        Layout.Around text = Layout.BARE.text();
        var links = new ArrayList<String>();
        for (RuleFile file : files) {
            if (!isLayout(file) || isTooLarge(file)) {
                continue;
            }
            boolean isHtml = file.isNamed(LAYOUT_HTML);
            var compile = new CompileText(limited());
            Layout.Around around =
                    guarded(file, () -> compile.layout(TemplateText.of(file.path(), file.content()), isHtml));
            if (isHtml) {
                html = around == null ? html : around;
                compile.uses().forEach(used -> links.add(used.use().name()));
            } else {
                text = around == null ? text : around;
            }
        }
        return new Layout(html, text, links);
    }

    private void place(RuleFile file, Map<String, Map<String, RuleFile>> byText) {
        Matcher path = PATH.matcher(file.path());
        if (!path.matches()) {
            problems.add(first(
                    file,
                    "template-place",
                    "Nothing reads this file.",
                    "A template is templates/<name>/<language>.md, .html with .txt, or .sms; around all stand"
                            + " templates/layout.html and templates/layout.txt."));
            return;
        }
        String name = path.group(1);
        String language = path.group(2).toLowerCase(Locale.ROOT);
        String kind = path.group(3).toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    first(file, "template-place", "The name of a template is of a-z, 0-9 and '-', at most 60.", ""));
        } else if (!LANGUAGE.matcher(language).matches()) {
            problems.add(first(
                    file,
                    "template-place",
                    "'" + path.group(2) + "' is no language.",
                    "Name the file by the language of its text: en.md, lv.md, pt-br.md."));
        } else {
            RuleFile other = byText.computeIfAbsent(name + "/" + language, place -> new TreeMap<>())
                    .putIfAbsent(kind, file);
            if (other != null) {
                problems.add(first(file, "template-place", "The same text stands in " + other.path() + ".", ""));
            }
        }
    }

    private void template(String place, Map<String, RuleFile> kinds, Layout layout) {
        String name = place.substring(0, place.indexOf('/'));
        String language = place.substring(place.indexOf('/') + 1);
        RuleFile markdown = kinds.get("md");
        RuleFile html = kinds.get("html");
        RuleFile text = kinds.get("txt");
        RuleFile sms = kinds.get("sms");
        if (markdown != null && (html != null || text != null)) {
            RuleFile beside = html != null ? html : Objects.requireNonNull(text);
            problems.add(first(
                    beside,
                    "template-place",
                    "The mail is written in " + markdown.path() + " already.",
                    "Keep the Markdown, or the HTML with its plain text."));
        } else if (markdown == null && html != null && text == null) {
            problems.add(first(
                    html,
                    "template-place",
                    "A mail of HTML needs its plain text.",
                    "Write it into templates/" + place + ".txt."));
        } else if (markdown == null && html == null && text != null) {
            problems.add(first(
                    text,
                    "template-place",
                    "The plain text belongs to a mail of HTML, which is not there.",
                    "Write templates/" + place + ".html, or one templates/" + place + ".md for both."));
        }
        if (markdown != null) {
            mail(name, language, markdown, null, layout);
        } else if (html != null && text != null) {
            mail(name, language, html, text, layout);
        }
        if (sms != null && !isTooLarge(sms)) {
            var compile = new CompileText(limited());
            TemplateText source = TemplateText.of(sms.path(), sms.content().stripTrailing());
            CompiledSms compiled = guarded(sms, () -> compile.sms(source, language));
            if (compiled != null) {
                written.add(new WrittenTemplate(name, language, source, source, compile.uses(), null, compiled, false));
            }
        }
    }

    private void mail(String name, String language, RuleFile main, @Nullable RuleFile text, Layout layout) {
        if (isTooLarge(main) || text != null && isTooLarge(text)) {
            return;
        }
        Consumer<Diagnostic> told = limited();
        FrontMatter head = guarded(main, () -> FrontMatter.read(main.path(), normal(main.content()), told));
        if (head == null) {
            return;
        }
        if (head.subject().text().isBlank()) {
            told.accept(TemplateText.of(main.path(), main.content())
                    .error(
                            0,
                            1,
                            "subject-empty",
                            "The mail has no subject.",
                            "Begin the file with three lines: ---, subject: …, and --- again."));
        }
        var compile = new CompileText(told);
        CompiledMail compiled = guarded(
                main,
                () -> text == null
                        ? compile.markdown(head, layout, language)
                        : compile.byHand(head, TemplateText.of(text.path(), normal(text.content())), layout, language));
        if (compiled != null && !head.subject().text().isBlank()) {
            boolean unsubscribes = compile.uses().stream()
                            .anyMatch(used -> used.use().name().equals("link.unsubscribe")
                                    || used.use().name().equals("link.preferences"))
                    || layout.unsubscribes() && !(text != null && CompileText.isWhole(head.body()));
            written.add(new WrittenTemplate(
                    name, language, head.subject(), head.body(), compile.uses(), compiled, null, unsubscribes));
        }
    }

    /** Lines end in one way. */
    private static String normal(String content) {
        return content.replace("\r\n", "\n");
    }

    private boolean isTooLarge(RuleFile file) {
        if (file.bytes().length <= TemplateLimits.MOST_BYTES) {
            return false;
        }
        problems.add(first(
                file,
                "template-large",
                "The file has " + file.bytes().length + " bytes; a template has at most " + TemplateLimits.MOST_BYTES
                        + ".",
                "Pictures are linked, not written into the text."));
        return true;
    }

    private <T> @Nullable T guarded(RuleFile file, Reading<T> reading) {
        try {
            return reading.read();
        } catch (StackOverflowError e) {
            problems.add(first(
                    file, "template-syntax", "The text is nested deeper than it can be read.", "Make it flatter."));
            return null;
        } catch (RuntimeException e) {
            problems.add(faults.in(file.path(), Diagnostic.Severity.ERROR, "read the template", e));
            return null;
        }
    }

    /** Reads something; null with a problem told. */
    @FunctionalInterface
    private interface Reading<T> {
        @Nullable
        T read();
    }

    /** Takes the problems of one file, not without end. */
    private Consumer<Diagnostic> limited() {
        var told = new int[1];
        return problem -> {
            if (told[0]++ < TemplateLimits.MOST_TOLD) {
                problems.add(problem);
            }
        };
    }

    private static Diagnostic first(RuleFile file, String code, String message, String hint) {
        return TemplateText.of(file.path(), "").error(0, 1, code, message, hint);
    }
}
