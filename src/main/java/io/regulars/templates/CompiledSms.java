package io.regulars.templates;

import io.quarkus.qute.Template;
import io.regulars.templates.text.InLanguage;
import io.regulars.templates.text.OneLineText;
import io.regulars.templates.text.PlainText;

/** A short message in one language, ready to be written. */
record CompiledSms(String language, Template text) {
    Rendered.Sms render(TemplateValues values) {
        return new Rendered.Sms(language, PlainText.tidy(plain(values)).strip());
    }

    /** The same in one line. */
    Rendered.Line line(TemplateValues values) {
        return new Rendered.Line(language, OneLineText.of(plain(values)));
    }

    private String plain(TemplateValues values) {
        InLanguage style = InLanguage.of(language, values.business().country());
        return ClosedEngine.render(text, new ShownValue.Root(values, style, new ShownValue.OfMail("", "", language)));
    }
}
