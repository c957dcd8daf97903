package io.regulars.rules;

/**
 * A rule put the client into a segment.
 *
 * @param rule the rule's name
 * @param because the rule's conditions with the client's values, as a sentence: {@code visits is 1}
 */
public record Assignment(String segment, String rule, String because) {}
