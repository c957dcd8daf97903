package io.regulars.templates;

import io.quarkus.qute.Template;
import io.regulars.templates.text.InLanguage;
import io.regulars.templates.text.OneLineText;
import io.regulars.templates.text.PlainText;

/**
 * A mail in one language, ready to be written.
 *
 * @param subject empty: the name of the business
 */
record CompiledMail(String language, Template subject, Template preheader, Template html, Template text) {
    /** A subject is cut behind so many characters, whatever a name does to it. */
    private static final int LONGEST_SENT = 250;

    /** The subject in one line; empty where the template writes none. */
    String subject(TemplateValues values) {
        return header(ClosedEngine.render(subject, around(values)));
    }

    private ShownValue.Root around(TemplateValues values) {
        return new ShownValue.Root(values, style(values), new ShownValue.OfMail("", "", language));
    }

    private InLanguage style(TemplateValues values) {
        return InLanguage.of(language, values.business().country());
    }

    Rendered.Mail render(TemplateValues values) {
        String subject = subject(values);
        String shown = subject.isEmpty() ? header(values.business().name()) : subject;
        String preheader = header(ClosedEngine.render(this.preheader, around(values)));
        var root = new ShownValue.Root(values, style(values), new ShownValue.OfMail(shown, preheader, language));
        return new Rendered.Mail(
                language,
                shown,
                preheader,
                ClosedEngine.render(html, root),
                PlainText.tidy(ClosedEngine.render(text, root)));
    }

    private static String header(String rendered) {
        String line = OneLineText.of(rendered).replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST_SENT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SENT - 1)) + "…";
    }
}
