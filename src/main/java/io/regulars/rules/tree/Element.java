package io.regulars.rules.tree;

/** One line of a rule's {@code when}. */
public sealed interface Element {
    /** Its pattern. */
    Pattern pattern();

    /** A fact that matches; the rule fires for each. */
    record Match(Pattern pattern) implements Element {}

    /** At least one fact matches; only of kinds that are not the client's own history. */
    record Present(Pattern pattern) implements Element {}

    /** No fact matches; only of kinds that are not the client's own history. */
    record Absent(Pattern pattern) implements Element {}
}
