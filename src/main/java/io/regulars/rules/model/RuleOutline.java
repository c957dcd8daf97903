package io.regulars.rules.model;

import io.regulars.facts.vocabulary.Unit;
import java.util.List;

/**
 * What a rule that assigns segments compares with numbers, for whoever makes up clients at its edges.
 *
 * @param segments those it names outright
 * @param thresholds each comparison of a property of the client with a number, once
 * @param others as written, what else it compares with numbers: calculations and ranks
 */
public record RuleOutline(String rule, List<String> segments, List<Threshold> thresholds, List<String> others) {
    public RuleOutline {
        segments = List.copyOf(segments);
        thresholds = List.copyOf(thresholds);
        others = List.copyOf(others);
    }

    /**
     * A comparison with a number, the property on the left.
     *
     * @param property as the rule writes it: {@code visitsInLast(90)}
     * @param name of the property alone
     * @param operator as the rule writes it
     */
    public record Threshold(String property, String name, Unit unit, String operator, double number) {
        /** The least that makes another value of it: a whole one, or a hundredth. */
        public double step() {
            return unit.isWhole() || unit == Unit.DAYS || unit == Unit.HOURS ? 1 : 0.01;
        }

        /** A value for which it holds, at its edge. */
        public double fulfilled() {
            return switch (operator) {
                case ">" -> number + step();
                case "<" -> number - step();
                case "!=" -> number + step();
                default -> number;
            };
        }
    }
}
