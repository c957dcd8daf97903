package io.regulars.rules.check;

import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Unit;
import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.check.analysis.Possible.Numbers;
import io.regulars.rules.check.analysis.Quantity;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Condition.Operator;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Numbers of another scale than what they are compared with: {@code spendPercentile >= 0.8}, {@code openRateInLast(90) < 10},
 * {@code age > 1990}; and fractions of what comes in whole numbers: {@code startHour >= 9.30}, {@code visits > 2.5}.
 */
final class Scales {
    /** From where on a ratio is surely a percentage: somebody who opens each message twice has 2. */
    private static final Map<String, Double> PERCENT_FROM =
            Map.of("openRateInLast", 3.0, "visitTrend", 10.0, "overdueFactor", 20.0);

    private static final double OLDEST = 130;
    /** The only ones that are measured in days and may be between two. */
    private static final String MEDIAN_DAYS = "usualIntervalDays";

    private Scales() {}

    static void check(AnalysedRule rule, DiagnosticCollector problems) {
        rule.everyCondition(condition -> {
            switch (condition) {
                case Condition.Comparison c
                when c.right() instanceof Expression.NumberLiteral number ->
                    compared(rule, c, c.left(), c.operator(), number, problems);
                case Condition.Comparison c
                when c.left() instanceof Expression.NumberLiteral number ->
                    compared(rule, c, c.right(), c.operator().flipped(), number, problems);
                case Condition.Ranked ranked -> ranked(rule, ranked, problems);
                default -> {}
            }
        });
    }

    private static void ranked(AnalysedRule rule, Condition.Ranked ranked, DiagnosticCollector problems) {
        double percentile = ranked.cut().percentile() / 1000.0;
        if (percentile > 0 && percentile < 1) {
            String name = ranked.rank().property().name();
            rule.warn(
                    ranked.position(),
                    "wrong-scale",
                    "'" + AnalysedRule.written(ranked) + "' holds for "
                            + (ranked.above() ? "nearly everybody" : "nearly nobody") + " who spent anything: " + name
                            + " is a rank, 0 to 100.",
                    "Write " + name + " " + Printing.rank(ranked).strip().split(" ", 2)[0] + " " + percent(percentile)
                            + "; the top 20 % are " + name + " > 80.",
                    problems);
        }
    }

    private static void compared(
            AnalysedRule rule,
            Condition written,
            Expression asked,
            Operator operator,
            Expression.NumberLiteral number,
            DiagnosticCollector problems) {
        double value = number.value();
        if (asked instanceof Expression.Read read && read.property() instanceof Property.Numeric<?> numeric) {
            String hint = scale(numeric, operator, value);
            if (!hint.isEmpty()) {
                rule.warn(
                        written.position(),
                        "wrong-scale",
                        "'" + AnalysedRule.written(written) + "' compares numbers of two scales: " + numeric.name()
                                + " is " + numeric.unit().meaning() + ".",
                        hint,
                        problems);
                return;
            }
        }
        boolean ordered = operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
        if (ordered && value != Math.rint(value) && isWhole(asked)) {
            fraction(rule, written, asked, operator, value, problems);
        }
    }

    /** What to write instead, if the number is of another scale. */
    private static String scale(Property.Numeric<?> numeric, Operator operator, double value) {
        if (numeric.unit() == Unit.SHARE && value == 1 && operator == Operator.AT_LEAST) {
            return "1 is all of them, and 1 % is 0.01; write == 1 if all are meant.";
        }
        if (numeric.unit() == Unit.RATIO && value >= PERCENT_FROM.getOrDefault(numeric.name(), Double.MAX_VALUE)) {
            return percentHint(value);
        }
        if (numeric.unit() == Unit.YEARS && value > OLDEST) {
            return "Nobody is so old; for the year of birth write bornOn >= \"" + Printing.number(value) + "-01-01\".";
        }
        return "";
    }

    /** {@code 70 % is 0.7.} */
    static String percentHint(double value) {
        return Printing.number(value) + " % is "
                + Printing.number(BigDecimal.valueOf(value).movePointLeft(2).doubleValue()) + ".";
    }

    /** The same for a share that is compared with more than there can be; else empty. */
    static String shareHint(Condition condition, String before) {
        if (condition instanceof Condition.Comparison comparison) {
            boolean turned = comparison.left() instanceof Expression.NumberLiteral;
            Expression asked = turned ? comparison.right() : comparison.left();
            Expression written = turned ? comparison.left() : comparison.right();
            if (asked instanceof Expression.Read read
                    && Unit.of(read.property()).filter(Unit.SHARE::equals).isPresent()
                    && written instanceof Expression.NumberLiteral number
                    && number.value() > 1) {
                return before + percentHint(number.value());
            }
        }
        return "";
    }

    private static String percent(double share) {
        return Printing.number(BigDecimal.valueOf(share).movePointRight(2).doubleValue());
    }

    private static boolean isWhole(Expression asked) {
        boolean days = asked instanceof Expression.Read read
                && read.property() instanceof Property.Numeric<?> numeric
                && numeric.unit() == Unit.DAYS
                && !numeric.name().equals(MEDIAN_DAYS);
        return days || Quantity.of(asked).all() instanceof Numbers numbers && numbers.whole();
    }

    private static void fraction(
            AnalysedRule rule,
            Condition written,
            Expression asked,
            Operator operator,
            double value,
            DiagnosticCollector problems) {
        String label = Quantity.of(asked).label().replaceAll("\\$\\d+\\.", "");
        double whole = operator == Operator.AT_MOST ? Math.floor(value) : Math.ceil(value);
        Operator same = operator == Operator.GREATER ? Operator.AT_LEAST : operator;
        boolean hour = asked instanceof Expression.Read read
                && read.property() instanceof Property.Numeric<?> numeric
                && numeric.unit() == Unit.HOUR_OF_DAY;
        String alike = label + " " + same.symbol() + " " + Printing.number(whole);
        String other = label + " " + same.symbol() + " " + Printing.number(Math.floor(value));
        rule.warn(
                written.position(),
                "fraction",
                "'" + AnalysedRule.written(written) + "' asks the same as '" + alike + "': "
                        + (hour ? "it is the full hour, without minutes." : "there are whole numbers only."),
                "Write " + alike + (hour && !other.equals(alike) ? ", or " + other : "") + ".",
                problems);
    }
}
