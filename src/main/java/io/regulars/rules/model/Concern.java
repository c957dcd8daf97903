package io.regulars.rules.model;

import java.util.Set;

/** Which clients something found in rules is about: a count of them says how much it matters. */
public sealed interface Concern {
    /** Of whom a rule that assigns segments is true. */
    record OfRule(String rule) implements Concern {}

    /** Of whom none of these rules is true. */
    record OfNone(Set<String> rules) implements Concern {
        public OfNone {
            rules = Set.copyOf(rules);
        }
    }

    /** Who are in a segment. */
    record OfSegment(String segment) implements Concern {}
}
