package io.regulars.rules.tables;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    DATE_EXPIRES("Z"),
    /** Whether the row's rule runs; Drools has no such column, so it has no letter. */
    ENABLED("ENABLED"),
    /** Changes nothing, as facts never change while rules run; tables written for Drools often have it. */
    NO_LOOP("U"),
    /** The same. */
    LOCK_ON_ACTIVE("L"),
    DURATION("D", Column.LATER),
    TIMER("T", Column.LATER),
    CALENDARS("E", "Ask a date, or use DATE-EFFECTIVE and DATE-EXPIRES columns."),
    AGENDA_GROUP("G", Column.PHASES),
    RULEFLOW_GROUP("R", Column.PHASES),
    AUTO_FOCUS("F", Column.PHASES);

    private static final String LATER = "For what comes some days later match Member( segment == \"…\", days >= 3 ).";
    private static final String PHASES = "When a row's rule runs follows from what it does; of several that fit, "
            + "PRIORITY and ACTIVATION-GROUP choose one.";

    private final String letter;
    private final @Nullable String instead;

    Column(String letter) {
        this(letter, null);
    }

    Column(String letter, @Nullable String instead) {
        this.letter = letter;
        this.instead = instead;
    }

    /** The column that a word means, in any case; {@code SALIENCE} is another word for PRIORITY. */
    static Optional<Column> of(String word) {
        String upper = word.strip().toUpperCase(Locale.ROOT);
        String known = upper.equals("SALIENCE") ? "PRIORITY" : upper;
        return Arrays.stream(values())
                .filter(column -> column.word().equals(known) || column.letter.equals(known))
                .findFirst();
    }

    /** What a word for a column probably means; empty if it is none that people use. */
    static Optional<Column> meant(String word) {
        return Optional.ofNullable(
                switch (word.strip().toUpperCase(Locale.ROOT).replaceAll("[\\s_-]+", " ")) {
                    case "ACTIVE",
                            "ENABLE",
                            "ACTIVATED",
                            "RUN",
                            "RUNS",
                            "DISABLED",
                            "DISABLE",
                            "INACTIVE",
                            "OFF",
                            "SWITCH",
                            "USE" -> ENABLED;
                    case "WEIGHT", "ORDER", "RANK", "PRIO", "SEQUENCE" -> PRIORITY;
                    case "GROUP", "ACTIVATION GROUP", "ACTIVATIONGROUP", "XOR GROUP" -> ACTIVATION_GROUP;
                    case "IF", "WHEN", "INPUT", "CONDITIONS", "CRITERIA", "CRITERION" -> CONDITION;
                    case "THEN", "OUTPUT", "RESULT", "ACTIONS", "DO", "CONSEQUENCE" -> ACTION;
                    case "RULE", "RULE NAME", "TITLE", "ID", "KEY" -> NAME;
                    case "COMMENT", "COMMENTS", "NOTE", "NOTES", "REMARK", "REMARKS", "ANNOTATION", "INFO" ->
                        DESCRIPTION;
                    case "FROM", "VALID FROM", "START", "SINCE", "DATE EFFECTIVE", "EFFECTIVE" -> DATE_EFFECTIVE;
                    case "TO", "UNTIL", "VALID TO", "VALID UNTIL", "END", "EXPIRES", "DATE EXPIRES", "EXPIRY" ->
                        DATE_EXPIRES;
                    default -> null;
                });
    }

    /** The words of those that a table may have, as written. */
    static List<String> words() {
        return Stream.of(values())
                .filter(column -> column.ordinal() < NO_LOOP.ordinal())
                .map(Column::word)
                .toList();
    }

    /** As written in a table: {@code ACTIVATION-GROUP}. */
    String word() {
        return name().replace('_', '-');
    }

    /** What to do instead of a column that no table may have; empty if it may. */
    Optional<String> instead() {
        return Optional.ofNullable(instead);
    }

    /** Whether a rule has it once, so that a second such column would gainsay the first. */
    boolean isOnce() {
        return this != CONDITION && this != ACTION && this != DESCRIPTION && this != METADATA;
    }
}
