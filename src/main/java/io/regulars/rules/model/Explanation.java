package io.regulars.rules.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.regulars.facts.values.Truth;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a client is in a segment, or why not.
 *
 * @param rules the rules that could put them there: those that do first, then the nearest miss
 */
public record Explanation(String segment, List<OfRule> rules) {
    public Explanation {
        rules = List.copyOf(rules);
    }

    /** Whether a rule puts them there. */
    public boolean holds() {
        return rules.stream().anyMatch(OfRule::holds);
    }

    /**
     * One rule; of a rule with {@code or} between patterns, one branch.
     *
     * @param file where it stands
     * @param conditions all must hold; those that do not come first, the nearest miss before the others
     */
    public record OfRule(String rule, String file, int line, boolean holds, List<OfCondition> conditions) {
        public OfRule {
            conditions = List.copyOf(conditions);
        }

        /** How far it is from holding; 0 if it holds. */
        public double distance() {
            return conditions.stream().mapToDouble(OfCondition::distance).sum();
        }
    }

    /**
     * One condition, with what the client's history says to it.
     *
     * @param condition as DRL
     * @param sentence what it is and what it must be: {@code visits is 2; it must be at least 3: 1 more}
     * @param values what it reads, by name
     * @param evidence what the values rest on: without it they would be others
     * @param distance how far it is from holding, as a share of what is asked; 0 if it holds
     * @param parts of a condition that joins others
     */
    public record OfCondition(
            String condition,
            Truth truth,
            String sentence,
            List<Value> values,
            List<Evidence> evidence,
            double distance,
            List<OfCondition> parts) {
        public OfCondition {
            values = List.copyOf(values);
            evidence = List.copyOf(evidence);
            parts = List.copyOf(parts);
        }

        /** Whether it holds; unknown does not. */
        public boolean holds() {
            return truth.holds();
        }
    }

    /** A property as the rule names it, and its value as text; {@code unknown} if it has none. */
    public record Value(String name, String value) {}

    /**
     * A part of the client's history.
     *
     * @param kind booking, receipt, survey or activity
     * @param id external id
     * @param assumedPrice of a booking of which nobody said the price, what it is taken to have cost; left out otherwise
     */
    public record Evidence(
            String kind,
            String id,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            BigDecimal assumedPrice) {
        /** A part of which all that counts was told. */
        public Evidence(String kind, String id) {
            this(kind, id, null);
        }
    }

    /** What the conditions told of rest on, each part once, where nobody said what it cost: {@code b-1} to 40.00. */
    public Map<String, BigDecimal> assumedPrices() {
        var prices = new TreeMap<String, BigDecimal>();
        rules.stream()
                .findFirst()
                .ifPresent(rule -> rule.conditions().stream()
                        .flatMap(condition -> condition.evidence().stream())
                        .filter(evidence -> evidence.assumedPrice() != null)
                        .forEach(evidence -> prices.put(evidence.id(), evidence.assumedPrice())));
        return prices;
    }

    /** The sentences of what holds, or of the nearest rule's misses. */
    public String sentence() {
        return rules.stream()
                        .findFirst()
                        .map(rule -> String.join(
                                ". ",
                                said(rule.conditions(), rule.holds())
                                        .map(OfCondition::sentence)
                                        .toList()))
                        .filter(text -> !text.isEmpty())
                        .orElse(
                                rules.isEmpty()
                                        ? "No rule puts clients into this segment"
                                        : "It holds for every client")
                + ".";
    }

    private static Stream<OfCondition> said(List<OfCondition> conditions, boolean holds) {
        return conditions.stream().filter(condition -> condition.holds() == holds);
    }
}
