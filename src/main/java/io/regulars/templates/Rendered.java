package io.regulars.templates;

import io.regulars.templates.text.SmsParts;

/** A template as one client gets it. */
public sealed interface Rendered {
    /** The language of the text that was taken, as its file names it: {@code lv}. */
    String language();

    /**
     * A mail, HTML and plain text of the same content.
     *
     * @param subject one line, fit for a header: no control characters, none that turn the direction of text
     * @param preheader what an inbox shows behind the subject; one line, empty if the template has none
     */
    record Mail(String language, String subject, String preheader, String html, String text) implements Rendered {}

    /** A short message. */
    record Sms(String language, String text) implements Rendered {
        /** In how many parts networks send it; each is paid for. */
        public int parts() {
            return SmsParts.of(text);
        }
    }

    /** One line of text: what a task says. */
    record Line(String language, String text) implements Rendered {}
}
