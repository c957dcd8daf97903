package io.regulars.templates;

import java.util.List;

/** What a name of a template is: it decides how it is written, and what may be asked of it behind a dot. */
enum NameKind {
    TEXT("a text"),
    NUMBER("a number"),
    MONEY("an amount of money", "plain"),
    DAY("a day", "date", "weekday", "relative"),
    MOMENT("a moment", "date", "time", "weekday", "relative"),
    FLAG("yes or no"),
    URL("a link"),
    LIST("a list");

    private final String words;
    private final List<String> parts;

    NameKind(String words, String... parts) {
        this.words = words;
        this.parts = List.of(parts);
    }

    /** As a message calls it: {@code a day}. */
    String words() {
        return words;
    }

    /** What may stand behind a dot; each is a text. */
    List<String> parts() {
        return parts;
    }
}
