package io.regulars.rules.tables;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a column of a table is for, by the word in its head. */
enum Column {
    CONDITION("C"),
    ACTION("A"),
    NAME("N"),
    DESCRIPTION("I"),
    PRIORITY("P"),
    ACTIVATION_GROUP("X"),
    METADATA("@"),
    DATE_EFFECTIVE("V"),
    DATE_EXPIRES("Z");

    private final String letter;

    Column(String letter) {
        this.letter = letter;
    }

    /** The column that a word means, in any case; {@code SALIENCE} is another word for PRIORITY. */
    static Optional<Column> of(String word) {
        String upper = word.strip().toUpperCase(Locale.ROOT);
        String known = upper.equals("SALIENCE") ? "PRIORITY" : upper;
        return Arrays.stream(values())
                .filter(column -> column.word().equals(known) || column.letter.equals(known))
                .findFirst();
    }

    /** All words, as written. */
    static List<String> words() {
        return Stream.of(values()).map(Column::word).toList();
    }

    /** As written in a table: {@code ACTIVATION-GROUP}. */
    String word() {
        return name().replace('_', '-');
    }
}
