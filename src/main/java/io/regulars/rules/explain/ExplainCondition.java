package io.regulars.rules.explain;

import io.regulars.facts.Booking;
import io.regulars.facts.Client;
import io.regulars.facts.Survey;
import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.Unit;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.model.Explanation.Evidence;
import io.regulars.rules.model.Explanation.OfCondition;
import io.regulars.rules.model.Explanation.Value;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says of one condition whether it holds, with the values and what these rest on.
 * <pre>
 *   visits >= 3   → visits is 2; it must be at least 3: 1 more
 * </pre>
 */
final class ExplainCondition {
    /** What is not known is further away than any number. */
    static final double UNKNOWN = 1_000;

    private final Object[] facts;
    private final Evidences evidences;
    private final double spendPercentile;

    /** For matched facts by pattern index, the client first, and where they rank by spend (NaN: not known). */
    ExplainCondition(Object[] facts, Evidences evidences, double spendPercentile) {
        this.facts = facts;
        this.evidences = evidences;
        this.spendPercentile = spendPercentile;
    }

    OfCondition of(Condition condition) {
        return switch (condition) {
            case Condition.All all -> joined(all, all.conditions(), false);
            case Condition.Any any -> joined(any, any.conditions(), true);
            case Condition.Not not -> negation(not.condition()).map(this::of).orElseGet(() -> alone(not));
            default -> alone(condition);
        };
    }

    /** The condition that is true where another is false, unless there is none of such a form. */
    private static Optional<Condition> negation(Condition condition) {
        return Optional.ofNullable(
                switch (condition) {
                    case Condition.All all -> new Condition.Any(negated(all.conditions()), all.position());
                    case Condition.Any any -> new Condition.All(negated(any.conditions()), any.position());
                    case Condition.Not not -> not.condition();
                    case Condition.Comparison c ->
                        new Condition.Comparison(c.left(), c.operator().negated(), c.right(), c.position());
                    case Condition.Known c -> new Condition.Known(c.expression(), !c.known(), c.position());
                    case Condition.OneOf c ->
                        new Condition.OneOf(c.expression(), c.options(), !c.negated(), c.position());
                    case Condition.Contains c ->
                        new Condition.Contains(c.texts(), c.element(), !c.negated(), c.position());
                    case Condition.TextTest c ->
                        new Condition.TextTest(c.text(), c.operator(), c.operand(), !c.negated(), c.position());
                    case Condition.Matches c ->
                        new Condition.Matches(c.text(), c.regularExpression(), !c.negated(), c.position());
                    case Condition.Ranked c -> new Condition.Ranked(c.rank(), c.cut(), !c.above(), c.position());
                    case Condition.Quantified c -> new Condition.Quantified(c.pattern(), !c.exists(), c.position());
                    case Condition.SameFact c ->
                        new Condition.SameFact(c.left(), c.right(), !c.negated(), c.position());
                    case Condition.Holds holds -> null;
                    case Condition.ForAll all -> null;
                    case Condition.Effective effective -> null;
                });
    }

    private static List<Condition> negated(List<Condition> conditions) {
        return conditions.stream()
                .<Condition>map(condition -> new Condition.Not(condition, condition.position()))
                .toList();
    }

    private OfCondition joined(Condition whole, List<Condition> conditions, boolean alternatives) {
        List<OfCondition> parts = conditions.stream().map(this::of).toList();
        Truth truth = truth(whole);
        var distances = parts.stream().mapToDouble(OfCondition::distance);
        double distance = truth.holds() ? 0 : alternatives ? distances.min().orElse(1) : distances.sum();
        String sentence = alternatives && !truth.holds()
                ? parts.stream().map(OfCondition::sentence).collect(Collectors.joining("; or: ", "one of these: ", ""))
                : parts.stream()
                        .filter(part -> part.holds() == truth.holds())
                        .map(OfCondition::sentence)
                        .collect(Collectors.joining(" and "));
        return new OfCondition(text(whole), truth, sentence, List.of(), List.of(), distance, parts);
    }

    private OfCondition alone(Condition condition) {
        Truth truth = truth(condition);
        ValueNames names = ValueNames.of(List.of(condition));
        Set<Value> values = new LinkedHashSet<>();
        Set<Evidence> evidence = new LinkedHashSet<>();
        for (Expression expression : References.expressions(condition)) {
            References.matched(expression, read -> {
                if (read.type() != ValueType.RANK) {
                    values.add(new Value(names.of(read), Reasons.shown(read, facts)));
                } else if (!Double.isNaN(spendPercentile)) {
                    values.add(new Value(names.of(read), Printing.number(shortened(spendPercentile))));
                }
                rests(read, evidence);
            });
            References.aggregates(expression, aggregate -> {
                values.add(new Value(names.of(aggregate), Reasons.shown(aggregate, facts)));
                rests(aggregate, evidence);
            });
        }
        if (condition instanceof Condition.Quantified || condition instanceof Condition.ForAll) {
            evidence.addAll(evidences.of(client -> truth(condition, client)));
        }
        return new OfCondition(
                text(condition),
                truth,
                sentence(condition, truth),
                new ArrayList<>(values),
                new ArrayList<>(evidence),
                truth.holds() ? 0 : distance(condition),
                List.of());
    }

    /** A booking's property rests on the booking; the client's on parts of the history. */
    private void rests(Expression expression, Set<Evidence> evidence) {
        if (expression instanceof Expression.Read read && read.pattern() > 0) {
            switch (facts[read.pattern()]) {
                case Booking booking ->
                    evidence.add(new Evidence("booking", booking.state().id(), booking.assumedPrice()));
                case Survey survey ->
                    evidence.add(new Evidence("survey", survey.state().id()));
                default -> {}
            }
        } else if (expression.type() != ValueType.RANK) {
            ExpressionFunctions.Value value = new ExpressionFunctions(-1).value(expression);
            evidence.addAll(evidences.of(client -> value.of(null, facts(client))));
        }
    }

    private String sentence(Condition condition, Truth truth) {
        return switch (condition) {
            case Condition.Comparison comparison -> compared(comparison, truth);
            case Condition.Ranked ranked -> ranked(ranked, truth);
            case Condition.Quantified quantified ->
                (quantified.exists() == truth.holds() ? "there is a " : "there is no ")
                        + Reasons.plain(Printing.print(quantified.pattern()))
                        + (truth.holds()
                                ? ""
                                : quantified.exists() ? ", and one is needed" : ", and there must be none");
            case Condition.ForAll all -> (truth.holds() ? "" : "it is not so that ") + text(all);
            case Condition.SameFact same -> text(same);
            case Condition.Holds flag -> shown(flag) + (truth.holds() ? "" : "; it must be true");
            case Condition.Not not
            when not.condition() instanceof Condition.Holds flag ->
                shown(flag) + (truth.holds() ? "" : "; it must be false");
            case Condition.Effective effective ->
                "the rule is " + (truth.holds() ? "" : "not ") + "in effect (" + text(effective) + ")";
            default -> shown(condition) + (truth.holds() ? "" : "; needed is " + text(condition));
        };
    }

    private String ranked(Condition.Ranked ranked, Truth truth) {
        String property = Printing.property(ranked.rank());
        String must = " must be" + Printing.rank(ranked);
        if (truth == Truth.UNKNOWN) {
            return property + must + "; a client who spent nothing has no rank";
        }
        return Double.isNaN(spendPercentile)
                ? property + must + (truth.holds() ? ", and it is" : ", and it is not")
                : property + " is " + Printing.number(shortened(spendPercentile)) + "; it" + must;
    }

    private String compared(Condition.Comparison asked, Truth truth) {
        String is = shown(asked);
        if (truth.holds()) {
            return is;
        }
        Condition.Comparison comparison = reachable(asked);
        String other = ValueNames.of(List.of(asked)).of(comparison.right());
        String must = is + "; it must " + comparison.operator().words() + " " + other;
        double gap = gap(comparison);
        return Double.isNaN(gap) || gap == 0
                ? must
                : must + ": " + Printing.number(shortened(Math.abs(gap))) + (gap > 0 ? " more" : " less");
    }

    /** The same asked by a bound that can be reached, where values are whole: more than 3 visits are at least 4. */
    private static Condition.Comparison reachable(Condition.Comparison asked) {
        boolean whole = asked.left() instanceof Expression.Read read
                && Unit.of(read.property()).filter(Unit::isWhole).isPresent();
        if (!whole || !(asked.right() instanceof Expression.NumberLiteral(double number, Position position))) {
            return asked;
        }
        return switch (asked.operator()) {
            case GREATER -> bound(asked, Condition.Operator.AT_LEAST, Math.floor(number) + 1, position);
            case LESS -> bound(asked, Condition.Operator.AT_MOST, Math.ceil(number) - 1, position);
            default -> asked;
        };
    }

    private static Condition.Comparison bound(
            Condition.Comparison asked, Condition.Operator operator, double number, Position position) {
        return new Condition.Comparison(
                asked.left(), operator, new Expression.NumberLiteral(number, position), asked.position());
    }

    /** To four digits after the point, as far as that says anything. */
    private static double shortened(double gap) {
        double rounded = Math.rint(gap * 10_000) / 10_000;
        return rounded == 0 ? gap : rounded;
    }

    private String shown(Condition condition) {
        ValueNames names = ValueNames.of(List.of(condition));
        Set<String> parts = new LinkedHashSet<>();
        for (Expression expression : References.expressions(condition)) {
            References.matched(expression, read -> {
                String value = Reasons.shown(read, facts);
                parts.add(names.of(read) + (value.equals("unknown") ? " is not known" : " is " + value));
            });
            References.aggregates(
                    expression, aggregate -> parts.add(names.of(aggregate) + " is " + Reasons.shown(aggregate, facts)));
        }
        return parts.isEmpty() ? text(condition) : String.join(" and ", parts);
    }

    /** How much is missing to a number; NaN if it is not about numbers or not known. */
    private double gap(Condition.Comparison comparison) {
        if (comparison.left().type() != ValueType.NUMBER) {
            return Double.NaN;
        }
        var values = new ExpressionFunctions(-1);
        return ExpressionFunctions.calculate(
                Expression.ArithmeticOperator.MINUS,
                values.number(comparison.right()).of(null, facts),
                values.number(comparison.left()).of(null, facts));
    }

    private double distance(Condition condition) {
        if (truth(condition) == Truth.UNKNOWN) {
            return UNKNOWN;
        }
        if (condition instanceof Condition.Ranked ranked && !Double.isNaN(spendPercentile)) {
            return distance(
                    spendPercentile - ranked.cut().percentile() / 1_000.0,
                    ranked.cut().percentile() / 1_000.0);
        }
        if (!(condition instanceof Condition.Comparison comparison)
                || comparison.left().type() != ValueType.NUMBER) {
            return 1;
        }
        return distance(
                gap(reachable(comparison)),
                new ExpressionFunctions(-1).number(comparison.right()).of(null, facts));
    }

    /** Just beside a strict bound is near, but not there. */
    private static double distance(double gap, double asked) {
        return Math.max(Math.abs(gap), 0.001) / Math.max(1, Math.abs(asked));
    }

    private Truth truth(Condition condition) {
        return new ConditionFunctions(-1).test(condition).of(null, facts);
    }

    private Truth truth(Condition condition, Client client) {
        return new ConditionFunctions(-1).test(condition).of(null, facts(client));
    }

    private Object[] facts(Client client) {
        Object[] others = facts.clone();
        others[0] = client;
        return others;
    }

    private static String text(Condition condition) {
        return Reasons.plain(Printing.print(condition));
    }
}
