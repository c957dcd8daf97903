package io.regulars.rules.interpret;

import com.google.re2j.Pattern;
import io.regulars.facts.Client;
import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.Property;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.ValueType;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns conditions of the tree into functions of matched facts. Nothing is compiled to code: a function is
 * an object of this class's making that calls the readers of the vocabulary. Numbers are not boxed.
 *
 * <p>{@code own} is the fact of the pattern under test; {@code others} holds the facts matched before, by pattern index.
 */
public final class ConditionFunctions {
    /** No other facts. */
    public static final Object[] ALONE = {};

    private final ExpressionFunctions values;

    /** For conditions tested on the fact of that pattern; -1: all facts are among the others, as in a consequence. */
    public ConditionFunctions(int ownPattern) {
        this(new ExpressionFunctions(ownPattern));
    }

    /** For conditions on values that are found so. */
    public ConditionFunctions(ExpressionFunctions values) {
        this.values = values;
    }

    /** A condition as a function. */
    @FunctionalInterface
    public interface Test {
        Truth of(@Nullable Object own, Object[] others);
    }

    /** All conditions of a pattern, as one test. */
    public Test all(List<Condition> conditions) {
        Test[] tests = conditions.stream().map(this::test).toArray(Test[]::new);
        if (tests.length == 1) {
            return tests[0];
        }
        return (own, others) -> {
            Truth truth = Truth.TRUE;
            for (Test test : tests) {
                truth = truth.and(test.of(own, others));
                if (truth == Truth.FALSE) {
                    return truth;
                }
            }
            return truth;
        };
    }

    /** A condition as a function of the facts matched so far. */
    public Test test(Condition condition) {
        return switch (condition) {
            case Condition.All all -> all(all.conditions());
            case Condition.Any any -> any(any.conditions());
            case Condition.Not not -> {
                Test inner = test(not.condition());
                yield (own, others) -> inner.of(own, others).not();
            }
            case Condition.Comparison comparison -> comparison(comparison);
            case Condition.Known known -> known(known);
            case Condition.OneOf oneOf -> oneOf(oneOf);
            case Condition.Contains contains -> contains(contains);
            case Condition.TextTest text -> textTest(text);
            case Condition.Holds holds -> values.flag(holds.flag());
            case Condition.Ranked ranked -> ranked(ranked);
            case Condition.Quantified quantified -> quantified(quantified);
            case Condition.ForAll all -> forAll(all);
            case Condition.Matches matches -> matches(matches);
            case Condition.SameFact same -> sameFact(same);
            case Condition.Effective effective -> effective(effective);
        };
    }

    private Test any(List<Condition> conditions) {
        Test[] tests = conditions.stream().map(this::test).toArray(Test[]::new);
        return (own, others) -> {
            Truth truth = Truth.FALSE;
            for (Test test : tests) {
                truth = truth.or(test.of(own, others));
                if (truth == Truth.TRUE) {
                    return truth;
                }
            }
            return truth;
        };
    }

    private Test comparison(Condition.Comparison comparison) {
        if (comparison.left().type() == ValueType.NUMBER) {
            return numbers(values.number(comparison.left()), comparison.operator(), values.number(comparison.right()));
        }
        ExpressionFunctions.Value left = values.value(comparison.left());
        ExpressionFunctions.Value right = values.value(comparison.right());
        Condition.Operator operator = comparison.operator();
        return (own, others) -> {
            Object first = left.of(own, others);
            Object second = right.of(own, others);
            if (first == null || second == null) {
                return Truth.UNKNOWN;
            }
            return Truth.of(holds(operator, first, second));
        };
    }

    private static boolean holds(Condition.Operator operator, Object first, Object second) {
        return switch (operator) {
            case EQUAL -> first.equals(second);
            case NOT_EQUAL -> !first.equals(second);
            case LESS, AT_MOST, GREATER, AT_LEAST -> operator.holds(compare(first, second));
        };
    }

    static int compare(Object first, Object second) {
        return switch (first) {
            case String text -> text.compareTo((String) second);
            case LocalDate day -> day.compareTo((LocalDate) second);
            case Boolean flag -> flag.compareTo((Boolean) second);
            default -> throw new IllegalStateException("no order for " + first.getClass());
        };
    }

    private static Test numbers(
            ExpressionFunctions.Numeric left, Condition.Operator operator, ExpressionFunctions.Numeric right) {
        return (own, others) -> {
            double first = left.of(own, others);
            double second = right.of(own, others);
            if (Double.isNaN(first) || Double.isNaN(second)) {
                return Truth.UNKNOWN;
            }
            return Truth.of(holds(operator, first, second));
        };
    }

    static boolean holds(Condition.Operator operator, double first, double second) {
        return switch (operator) {
            case EQUAL -> first == second;
            case NOT_EQUAL -> first != second;
            case LESS -> first < second;
            case AT_MOST -> first <= second;
            case GREATER -> first > second;
            case AT_LEAST -> first >= second;
        };
    }

    private Test known(Condition.Known known) {
        if (known.expression().type() == ValueType.NUMBER) {
            ExpressionFunctions.Numeric number = values.number(known.expression());
            return (own, others) -> Truth.of(Double.isNaN(number.of(own, others)) != known.known());
        }
        ExpressionFunctions.Value value = values.value(known.expression());
        return (own, others) -> Truth.of((value.of(own, others) != null) == known.known());
    }

    private Test oneOf(Condition.OneOf oneOf) {
        var equalities = oneOf.options().stream()
                .<Condition>map(option -> new Condition.Comparison(
                        oneOf.expression(), Condition.Operator.EQUAL, option, oneOf.position()))
                .toList();
        Test any = any(equalities);
        return oneOf.negated() ? (own, others) -> any.of(own, others).not() : any;
    }

    private Test contains(Condition.Contains contains) {
        ExpressionFunctions.Value texts = values.value(contains.texts());
        ExpressionFunctions.Value element = values.value(contains.element());
        return (own, others) -> {
            Object sought = element.of(own, others);
            if (!(texts.of(own, others) instanceof Set<?> set) || sought == null) {
                return Truth.UNKNOWN;
            }
            return Truth.of(set.contains(sought) != contains.negated());
        };
    }

    private Test textTest(Condition.TextTest test) {
        ExpressionFunctions.Value text = values.value(test.text());
        ExpressionFunctions.Value operand = values.value(test.operand());
        return (own, others) -> {
            if (!(text.of(own, others) instanceof String written)
                    || !(operand.of(own, others) instanceof String part)) {
                return Truth.UNKNOWN;
            }
            return Truth.of(test.operator().holds(written, part) != test.negated());
        };
    }

    private Test ranked(Condition.Ranked ranked) {
        Property.Rank<Object> rank = ExpressionFunctions.rank(ranked.rank().property());
        ExpressionFunctions.Fact fact = values.fact(ranked.rank().pattern());
        return (own, others) -> {
            Truth above = rank.reader().above(fact.of(own, others), ranked.cut());
            return ranked.above() ? above : above.not();
        };
    }

    /** Over the client's own bookings or surveys; unknown is not a match, as for any pattern. */
    private Test quantified(Condition.Quantified quantified) {
        HistoryMatcher matching = values.matching(quantified.pattern());
        return (own, others) -> Truth.of(matching.any(own, others) == quantified.exists());
    }

    private Test forAll(Condition.ForAll all) {
        Test each = new ConditionFunctions(all.pattern().index()).all(all.conditions());
        HistoryMatcher matching = values.matching(all.pattern());
        return (own, others) -> Truth.of(matching.every(
                own, others, (fact, outer) -> each.of(fact, outer).holds()));
    }

    private Test matches(Condition.Matches matches) {
        ExpressionFunctions.Value text = values.value(matches.text());
        Pattern expression = Pattern.compile(matches.regularExpression());
        return (own, others) -> text.of(own, others) instanceof String written
                ? Truth.of(expression.matches(written) != matches.negated())
                : Truth.UNKNOWN;
    }

    private Test sameFact(Condition.SameFact same) {
        ExpressionFunctions.Fact left = values.fact(same.left());
        ExpressionFunctions.Fact right = values.fact(same.right());
        return (own, others) -> Truth.of(left.of(own, others).equals(right.of(own, others)) != same.negated());
    }

    private Test effective(Condition.Effective effective) {
        ExpressionFunctions.Fact fact = values.fact(0);
        LocalDate from = effective.from();
        LocalDate until = effective.until();
        return (own, others) -> {
            LocalDate today = ((Client) fact.of(own, others)).today();
            return Truth.of((from == null || !today.isBefore(from)) && (until == null || today.isBefore(until)));
        };
    }
}
