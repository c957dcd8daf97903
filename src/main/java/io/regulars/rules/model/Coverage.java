package io.regulars.rules.model;

import java.util.List;

/**
 * Which rules, and which of their alternatives, have been true of somebody.
 *
 * @param rules how many rules and rows of tables there are
 * @param rulesTouched how many of them were true once
 * @param alternatives how many alternatives ({@code ||}, {@code or}) there are in them
 * @param alternativesTouched how many of those were true once
 * @param untouched the others, each at its place
 */
public record Coverage(
        int rules, int rulesTouched, int alternatives, int alternativesTouched, List<Diagnostic> untouched) {
    /** Nothing was looked at. */
    public static final Coverage NONE = new Coverage(0, 0, 0, 0, List.of());

    public Coverage {
        untouched = List.copyOf(untouched);
    }

    /** Rules that note what is true of those who are judged by them. Not for several threads. */
    public interface Watched {
        /** The same rules, watched. */
        RuleSet rules();

        /** What was true of anybody so far. */
        Coverage coverage();
    }
}
