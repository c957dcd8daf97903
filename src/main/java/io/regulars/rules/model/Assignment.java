package io.regulars.rules.model;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A rule put the client into a segment.
 *
 * @param rule the rule's name
 * @param reason makes the sentence of {@link #because}; asked only when somebody reads it
 */
public record Assignment(String segment, String rule, Supplier<String> reason) {
    public Assignment(String segment, String rule, String because) {
        this(segment, rule, () -> because);
    }

    /** The rule's conditions with the client's values, as a sentence: {@code visits is 1}. */
    public String because() {
        return reason.get();
    }

    /** The segments that are assigned. */
    public static Set<String> segments(List<Assignment> assignments) {
        return assignments.stream().map(Assignment::segment).collect(Collectors.toSet());
    }
}
