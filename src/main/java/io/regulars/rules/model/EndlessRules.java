package io.regulars.rules.model;

import java.util.List;

/** Rules that fire without end for a client, or far too often; their evaluation was stopped. */
public final class EndlessRules extends RuntimeException {
    private final List<String> rules;

    /** Names the rules that fired too often. */
    public EndlessRules(List<String> rules, String what) {
        super((rules.size() == 1 ? "The rule " : "The rules ")
                + String.join(
                        " and ", rules.stream().map(rule -> "'" + rule + "'").toList()) + " " + what + ".");
        this.rules = List.copyOf(rules);
    }

    /** The names of the rules. */
    public List<String> rules() {
        return rules;
    }
}
