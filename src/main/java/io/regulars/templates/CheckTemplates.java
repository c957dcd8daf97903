package io.regulars.templates;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.InternalFaults;
import io.regulars.templates.text.Braces;
import io.regulars.templates.text.OneLineText;
import io.regulars.templates.text.SmsParts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.ParseError;
import org.jsoup.parser.Parser;
import org.jsoup.select.Elements;

/**
 * Lays the templates of a release beside the campaigns that send them, and writes each for three clients who are made up: one of whom
 * everything is known, one of whom nothing is, and one whose name is markup.
 */
public final class CheckTemplates {
    /** An outermost brace that a program reads and nobody sees. */
    private static final Pattern STYLE = Pattern.compile("(?is)<style.*?</style>|<!--.*?-->");

    private static final Pattern LEFT = Pattern.compile("\\{[^{}]{0,60}");
    private static final int MOST_HTML_ERRORS = 3;

    private final ReadTemplates.Read read;
    private final List<Sending> sendings;
    private final List<Diagnostic> found = new ArrayList<>();
    private final InternalFaults faults = new InternalFaults();

    private CheckTemplates(ReadTemplates.Read read, List<Sending> sendings) {
        this.read = read;
        this.sendings = sendings;
    }

    /**
     * A step of a campaign that sends a template.
     *
     * @param email whether as a mail, sms whether as a short message; perhaps both
     * @param there which of the groups that are not there for every message are there, whatever starts the campaign, and of an offer
     *     each name that it has: {@code offer.percent}
     * @param startedBy what starts it, as a sentence goes on behind "is started": {@code by a segment (rule 'Welcome')}
     */
    public record Sending(
            String campaign,
            String template,
            boolean marketing,
            boolean email,
            boolean sms,
            Set<String> there,
            String startedBy) {
        public Sending {
            there = Set.copyOf(there);
        }
    }

    /** Errors and warnings of templates that could be read. */
    public static List<Diagnostic> check(ReadTemplates.Read read, List<Sending> sendings) {
        var check = new CheckTemplates(read, sendings);
        check.languages();
        for (WrittenTemplate written : read.written()) {
            try {
                check.template(written);
            } catch (RuntimeException e) {
                check.found.add(check.faults.in(
                        written.body().path(), Diagnostic.Severity.ERROR, "wrote the template for made-up clients", e));
            }
        }
        return List.copyOf(check.found);
    }

    /**
     * What is wrong with a text that a campaign holds itself; places are within the text, and nothing tells its file.
     *
     * @param there as in a {@link Sending}
     */
    public static List<Diagnostic> ofText(String text, Set<String> there, String startedBy) {
        var problems = new ArrayList<Diagnostic>();
        if (text.length() > TemplateLimits.MOST_BYTES) {
            problems.add(TemplateText.of("", "")
                    .error(
                            0,
                            1,
                            "template-large",
                            "A text has at most " + TemplateLimits.MOST_BYTES + " characters.",
                            ""));
            return problems;
        }
        var source = TemplateText.of("", text);
        CheckNames.Checked checked = CheckNames.check(source, Braces.of(text), false, problems::add);
        for (CheckNames.Use use : checked.uses()) {
            if (!use.guarded() && TemplateName.OCCASIONAL.contains(use.group()) && !there.contains(use.group())) {
                problems.add(notAvailable(source, use, startedBy));
            }
        }
        return problems;
    }

    private void languages() {
        var byName = new TreeMap<String, List<WrittenTemplate>>();
        read.written()
                .forEach(each -> byName.computeIfAbsent(each.name(), name -> new ArrayList<>())
                        .add(each));
        Set<String> all = new TreeSet<>(read.catalogue().languages());
        String main = read.catalogue().mainLanguage();
        byName.forEach((name, texts) -> {
            for (String kind : List.of("mail", "short message")) {
                List<WrittenTemplate> ofKind = texts.stream()
                        .filter(each -> (each.mail() != null) == kind.equals("mail"))
                        .toList();
                Set<String> missing = new TreeSet<>(all);
                ofKind.forEach(each -> missing.remove(each.language()));
                if (ofKind.isEmpty() || missing.isEmpty()) {
                    continue;
                }
                WrittenTemplate first = ofKind.getFirst();
                boolean error = missing.contains(main) && all.size() > 1;
                found.add(first.body()
                        .diagnostic(
                                0,
                                1,
                                "template-language-missing",
                                error ? Diagnostic.Severity.ERROR : Diagnostic.Severity.WARNING,
                                "The " + kind + " '" + name + "' is not written in " + String.join(", ", missing)
                                        + ", in which others are"
                                        + (error ? "; most templates are written in " + main + "." : "."),
                                "Write templates/" + name + "/"
                                        + missing.iterator().next() + (kind.equals("mail") ? ".md." : ".sms.")));
            }
        });
    }

    private void template(WrittenTemplate written) {
        List<Sending> senders = sendings.stream()
                .filter(each -> each.template().equals(written.name()))
                .filter(each -> written.mail() == null ? each.sms() : each.email())
                .toList();
        available(written, senders);
        for (CompileText.Used used : written.uses()) {
            String name = used.use().name();
            boolean always = !senders.isEmpty()
                    && senders.stream().allMatch(sender -> sender.there().contains(name));
            if (!used.use().guarded() && isOptional(name) && !always) {
                found.add(used.text()
                        .warning(
                                used.use().brace(),
                                "template-may-be-empty",
                                "'" + used.use().name() + "' is not known of every client, and writes nothing then.",
                                "Say what to write instead: {" + used.use().name()
                                        + " ?: '…'}, or put the sentence into" + " {#if "
                                        + used.use().name() + "} … {/if}."));
            }
        }
        if (written.mail() != null) {
            senders.stream()
                    .filter(Sending::marketing)
                    .findFirst()
                    .filter(sender -> !written.unsubscribes())
                    .ifPresent(sender -> found.add(written.body()
                            .error(
                                    0,
                                    1,
                                    "template-without-unsubscribe",
                                    "The campaign '" + sender.campaign()
                                            + "' is marketing, and its mail has no link to unsubscribe.",
                                    "Write one into templates/layout.html: <a href=\"{link.unsubscribe}\">…</a>")));
            mail(written, written.mail());
        }
        if (written.sms() != null) {
            sms(written, written.sms());
        }
    }

    private void available(WrittenTemplate written, List<Sending> senders) {
        var told = new TreeSet<String>();
        for (Sending sender : senders) {
            for (CompileText.Used used : written.uses()) {
                String group = used.use().group();
                boolean missing = !used.use().guarded()
                        && TemplateName.OCCASIONAL.contains(group)
                        && !(sender.there().contains(group) && isOfOffer(used.use(), sender));
                if (missing
                        && told.add(sender.campaign()
                                + used.use().brace().start()
                                + used.text().offset())) {
                    found.add(notAvailable(
                            used.text(), used.use(), "the campaign '" + sender.campaign() + "' " + sender.startedBy()));
                }
            }
        }
    }

    /** An offer is a percentage, an amount or a gift, and so never the other two. */
    private static boolean isOfOffer(CheckNames.Use use, Sending sender) {
        return !use.group().equals("offer") || sender.there().contains(use.name());
    }

    private static Diagnostic notAvailable(TemplateText text, CheckNames.Use use, String startedBy) {
        String group = use.group();
        return text.error(
                use.brace(),
                "template-name-not-available",
                "'" + use.name() + "' is not there: "
                        + (group.equals("offer")
                                ? startedBy.replaceFirst("(?s) is started by .*", " does not offer it")
                                : startedBy)
                        + ".",
                group.equals("offer")
                        ? "Give the campaign an offer with it (offer: {percent: 15, validity: 14d, code: generated}), or take the"
                                + " name out."
                        : "Take it out, or put it into {#if " + use.name() + "} … {/if}.");
    }

    private static boolean isOptional(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return false;
        }
        TemplateName known =
                TemplateName.ALL.getOrDefault(name.substring(0, dot), Map.of()).get(name.substring(dot + 1));
        return known == null || known.optional();
    }

    private void mail(WrittenTemplate written, CompiledMail mail) {
        for (MadeUpValues.Named client : MadeUpValues.forCheck()) {
            Rendered.Mail rendered;
            String subject;
            try {
                rendered = mail.render(client.values());
                subject = mail.subject(client.values());
            } catch (CannotRender e) {
                fails(written, client, e);
                return;
            }
            if (subject.isBlank()) {
                found.add(written.subject()
                        .error(
                                0,
                                1,
                                "subject-empty",
                                "The subject is empty for a client " + client.who() + ".",
                                "Say what to write instead: {client.firstName ?: 'Hello'}"));
            }
            html(written, client, rendered.html());
            if (!client.hostile()) {
                left(written.body(), client, STYLE.matcher(rendered.html()).replaceAll(""));
                left(written.body(), client, rendered.text());
                left(written.subject(), client, rendered.subject() + " " + rendered.preheader());
                lengths(written, rendered);
            }
        }
    }

    private void lengths(WrittenTemplate written, Rendered.Mail rendered) {
        if (rendered.subject().length() > TemplateLimits.LONGEST_SUBJECT) {
            once(written.subject()
                    .warning(
                            0,
                            written.subject().text().length(),
                            "subject-long",
                            "The subject has more than " + TemplateLimits.LONGEST_SUBJECT + " characters.",
                            "Telephones show about 40."));
        }
        int bytes = rendered.html().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > TemplateLimits.GMAIL_CUTS) {
            once(written.body()
                    .warning(
                            0,
                            1,
                            "html-large",
                            "The HTML has " + bytes + " bytes; Gmail cuts a mail behind " + TemplateLimits.GMAIL_CUTS
                                    + ", and with it the link to unsubscribe.",
                            "Write less, or link to the rest."));
        }
    }

    private void sms(WrittenTemplate written, CompiledSms sms) {
        for (MadeUpValues.Named client : MadeUpValues.forCheck()) {
            String text;
            try {
                text = sms.render(client.values()).text();
            } catch (CannotRender e) {
                fails(written, client, e);
                return;
            }
            if (text.isBlank()) {
                found.add(written.body()
                        .error(
                                0,
                                1,
                                "template-empty",
                                "The message is empty for a client " + client.who() + ".",
                                "Write something that is always there."));
            }
            if (!client.hostile()) {
                left(written.body(), client, text);
                parts(written, text);
            }
        }
    }

    private void parts(WrittenTemplate written, String text) {
        int parts = SmsParts.of(text);
        if (parts > 1) {
            String costly = SmsParts.costly(text);
            once(
                    written.body()
                            .warning(
                                    0,
                                    written.body().text().length(),
                                    "sms-parts",
                                    "The message is sent in " + parts + " parts and costs " + parts + " times as much.",
                                    costly.isEmpty()
                                            ? "One part has 160 characters."
                                            : "One part has 70 characters, since '" + costly
                                                    + "' is not in the alphabet of short messages; without such letters it has 160."));
        }
    }

    private void fails(WrittenTemplate written, MadeUpValues.Named client, CannotRender failure) {
        found.add(written.body()
                .error(
                        0,
                        1,
                        "template-fails",
                        "The template cannot be written for a client " + client.who() + ": " + failure.getMessage()
                                + ".",
                        String.valueOf(failure.getMessage()).contains("compares")
                                ? "A number that may be missing is asked for first: {#if survey.score && survey.score > 8}"
                                : "Take something out of its loops."));
    }

    /** What is in braces and was not understood would be sent as it is. */
    private void left(TemplateText text, MadeUpValues.Named client, String rendered) {
        Matcher brace = LEFT.matcher(rendered);
        if (brace.find()) {
            String written = brace.group();
            int at = Math.max(0, text.text().indexOf(written));
            once(text.error(
                    at,
                    at + written.length(),
                    "template-brace-left",
                    "A client " + client.who() + " would read '" + OneLineText.of(written) + "…'.",
                    "Write a name without a blank behind the brace: {client.firstName}."));
        }
    }

    private void html(WrittenTemplate written, MadeUpValues.Named client, String html) {
        Parser parser = Parser.htmlParser().setTrackErrors(MOST_HTML_ERRORS);
        Document document = Jsoup.parse(html, "", parser);
        if (!parser.getErrors().isEmpty()) {
            once(written.body()
                    .error(
                            0,
                            1,
                            "html-malformed",
                            "The HTML is not well formed for a client " + client.who() + ": "
                                    + parser.getErrors().stream()
                                            .map(ParseError::getErrorMessage)
                                            .collect(Collectors.joining("; "))
                                    + ".",
                            "Close each element, and let a section hold whole elements."));
        }
        if (!document.getElementsByTag(MadeUpValues.FORGED).isEmpty()) {
            once(written.body()
                    .error(
                            0,
                            1,
                            "html-malformed",
                            "A client's name becomes markup.",
                            "Write values between elements, or in attributes with quotes."));
        }
        Elements links = document.select("[href], [src]");
        for (Element link : links) {
            String target = link.hasAttr("href") ? link.attr("href") : link.attr("src");
            if (target.isBlank()) {
                once(written.body()
                        .error(
                                0,
                                1,
                                "template-url",
                                "A link leads nowhere for a client " + client.who() + ": '"
                                        + OneLineText.of(link.text()) + "'.",
                                "Write it only where it is known: {#if link.book}[Book]({link.book}){/if}"));
            } else if (target.startsWith("http:")) {
                int at = Math.max(0, written.body().text().indexOf(target));
                once(written.body()
                        .error(
                                at,
                                at + target.length(),
                                "template-url",
                                "The link '" + target + "' is not https.",
                                "Write https://…"));
            }
        }
    }

    /** Told of one client it need not be told of the next. */
    private void once(Diagnostic diagnostic) {
        boolean told = found.stream()
                .anyMatch(each -> each.file().equals(diagnostic.file())
                        && each.code().equals(diagnostic.code())
                        && each.line() == diagnostic.line()
                        && each.column() == diagnostic.column());
        if (!told) {
            found.add(diagnostic);
        }
    }
}
