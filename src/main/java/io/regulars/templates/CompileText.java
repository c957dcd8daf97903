package io.regulars.templates;

import io.quarkus.qute.TemplateException;
import io.regulars.rules.model.Diagnostic;
import io.regulars.templates.text.Braces;
import io.regulars.templates.text.HtmlPlaces;
import io.regulars.templates.text.Layout;
import io.regulars.templates.text.MarkdownText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks and compiles the texts of one template. */
final class CompileText {
    private final Consumer<Diagnostic> problems;
    private final List<Used> uses = new ArrayList<>();
    private boolean sound = true;

    CompileText(Consumer<Diagnostic> problems) {
        this.problems = problems;
    }

    /** A name, and the text that uses it. */
    record Used(TemplateText text, CheckNames.Use use) {}

    /** All names that were used. */
    List<Used> uses() {
        return List.copyOf(uses);
    }

    /** A mail of a text that a campaign holds; empty if there is anything wrong with it. */
    static Optional<CompiledMail> mail(String text, Layout layout, String language) {
        var compile = new CompileText(problem -> {});
        var none = TemplateText.of("", "");
        return Optional.ofNullable(
                compile.markdown(new FrontMatter(none, none, TemplateText.of("", text)), layout, language));
    }

    /** A text without markup that a campaign holds; empty if there is anything wrong with it. */
    static Optional<CompiledSms> line(String text, String language) {
        return Optional.ofNullable(new CompileText(problem -> {}).sms(TemplateText.of("", text), language));
    }

    /** A mail of Markdown; null with a problem told. */
    @Nullable
    CompiledMail markdown(FrontMatter file, Layout layout, String language) {
        Braces braces = Braces.of(file.body().text());
        CheckNames.Checked checked = check(file.body(), braces, false);
        if (!checked.sound()) {
            check(file.subject(), Braces.of(file.subject().text()), false);
            check(file.preheader(), Braces.of(file.preheader().text()), false);
            return null;
        }
        MarkdownText.Converted converted = MarkdownText.convert(braces);
        converted
                .targets()
                .forEach(target -> link(
                        file.body(), braces.all().get(target), checked.kinds().get(target)));
        converted.literalTargets().forEach(target -> literalLink(file.body(), target));
        return mail(file, layout.html().of(converted.html()), layout.text().of(converted.text()), language);
    }

    /** A mail whose HTML and plain text are written by hand; null with a problem told. */
    @Nullable
    CompiledMail byHand(FrontMatter html, TemplateText text, Layout layout, String language) {
        Braces ofHtml = Braces.of(html.body().text());
        Braces ofText = Braces.of(text.text());
        handWritten(html.body(), ofHtml, check(html.body(), ofHtml, isWhole(html.body())));
        check(text, ofText, false);
        String content = ofHtml.escaped();
        return mail(
                html,
                isWhole(html.body()) ? content : layout.html().of(content),
                isWhole(html.body()) ? ofText.escaped() : layout.text().of(ofText.escaped()),
                language);
    }

    /** Whether an HTML file is a whole page, which needs no layout around it. */
    static boolean isWhole(TemplateText html) {
        return html.text().toLowerCase(Locale.ROOT).contains("<html");
    }

    private @Nullable CompiledMail mail(FrontMatter file, String html, String text, String language) {
        Braces subject = Braces.of(file.subject().text());
        Braces preheader = Braces.of(file.preheader().text());
        check(file.subject(), subject, false);
        check(file.preheader(), preheader, false);
        if (!sound) {
            return null;
        }
        try {
            return new CompiledMail(
                    language,
                    ClosedEngine.plain(subject.escaped()),
                    ClosedEngine.plain(preheader.escaped()),
                    ClosedEngine.html(html),
                    ClosedEngine.plain(text));
        } catch (TemplateException e) {
            unreadable(file.body(), e);
            return null;
        }
    }

    /** A short message; null with a problem told. */
    @Nullable
    CompiledSms sms(TemplateText text, String language) {
        Braces braces = Braces.of(text.text());
        check(text, braces, false);
        if (!sound) {
            return null;
        }
        try {
            return new CompiledSms(language, ClosedEngine.plain(braces.escaped()));
        } catch (TemplateException e) {
            unreadable(text, e);
            return null;
        }
    }

    private void unreadable(TemplateText text, TemplateException failure) {
        problems.accept(
                text.error(0, 1, "template-syntax", "The template cannot be read: " + failure.getMessage() + ".", ""));
        sound = false;
    }

    /** What stands before and behind {@code {content}}; null with a problem told. */
    Layout.@Nullable Around layout(TemplateText text, boolean html) {
        Braces braces = Braces.of(text.text());
        CheckNames.Checked checked = check(text, braces, true);
        if (html && checked.sound()) {
            handWritten(text, braces, checked);
        }
        List<Braces.Brace> places = braces.all().stream()
                .filter(brace -> brace.text().matches("\\{\\s*" + CheckNames.CONTENT + "\\s*}"))
                .toList();
        if (places.size() != 1) {
            tell(text.error(
                    0,
                    1,
                    "layout-content",
                    "A layout has {content} exactly once, and here it is " + places.size() + " times.",
                    "It is where the text of a template goes."));
        }
        if (!sound || places.isEmpty()) {
            return null;
        }
        Braces.Brace place = places.getFirst();
        return new Layout.Around(
                Braces.of(text.text().substring(0, place.start())).escaped(),
                Braces.of(text.text().substring(place.end())).escaped());
    }

    private void handWritten(TemplateText text, Braces braces, CheckNames.Checked checked) {
        Map<Integer, HtmlPlaces.Place> places = HtmlPlaces.of(braces);
        for (int i = 0; i < braces.all().size(); i++) {
            Braces.Brace brace = braces.all().get(i);
            if (brace.isSection() || brace.isComment()) {
                continue;
            }
            switch (places.getOrDefault(i, HtmlPlaces.Place.TEXT)) {
                case TEXT, ATTRIBUTE -> {}
                case LINK -> link(text, brace, checked.kinds().get(i));
                case CODE ->
                    tell(text.error(
                            brace,
                            "template-unsafe",
                            "A value stands within a style or a script, where nothing makes it harmless.",
                            "Take it out of there."));
                case UNQUOTED ->
                    tell(text.error(
                            brace,
                            "template-unsafe",
                            "A value stands in an element outside of quotes.",
                            "Write the attribute with quotes: alt=\"{…}\"."));
            }
        }
        if (text.text().toLowerCase(Locale.ROOT).contains("<script")) {
            tell(text.error(
                    text.text().toLowerCase(Locale.ROOT).indexOf("<script"),
                    text.text().toLowerCase(Locale.ROOT).indexOf("<script") + 7,
                    "template-unsafe",
                    "No mail program runs scripts, and many refuse a mail that has one.",
                    "Take it out."));
        }
    }

    private void link(TemplateText text, Braces.Brace brace, @Nullable NameKind kind) {
        if (kind != NameKind.URL) {
            tell(text.error(
                    brace,
                    "template-url",
                    "The link leads to " + brace.text() + ", which is "
                            + (kind == null ? "not surely a link" : kind.words()) + ".",
                    "Links lead to link.book, link.unsubscribe, link.preferences, link.confirm, link.cancel or business.url,"
                            + " or are written out: https://…"));
        }
    }

    private static final Set<String> HARMLESS = Set.of("https:", "mailto:", "tel:");

    private void literalLink(TemplateText text, String target) {
        String lower = target.toLowerCase(Locale.ROOT);
        if (HARMLESS.stream().noneMatch(lower::startsWith)) {
            int at = Math.max(0, text.text().indexOf(target));
            tell(text.error(
                    at,
                    at + target.length(),
                    "template-url",
                    "The link leads to '" + target + "', which a mail program does not open safely.",
                    "Links begin with https://, mailto: or tel:"));
        }
    }

    private CheckNames.Checked check(TemplateText text, Braces braces, boolean layout) {
        CheckNames.Checked checked = CheckNames.check(text, braces, layout, this::tell);
        checked.uses().forEach(use -> uses.add(new Used(text, use)));
        sound &= checked.sound();
        return checked;
    }

    private void tell(Diagnostic problem) {
        sound = false;
        problems.accept(problem);
    }
}
