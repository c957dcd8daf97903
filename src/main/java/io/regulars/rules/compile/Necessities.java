package io.regulars.rules.compile;

import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.engine.Constraints;
import io.regulars.rules.engine.Interval;
import io.regulars.rules.engine.SimpleComparison;
import io.regulars.rules.interpret.LiteralArguments;
import io.regulars.rules.model.Necessity;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Rule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Says of rules that assign segments what must be true of whoever they hold for. What it does not understand it leaves out, which
 * lets more clients through.
 */
final class Necessities {
    private Necessities() {}

    static Necessity of(List<Rule> rules) {
        return any(rules.stream().filter(Rule::assigns).map(Necessities::rule).toList());
    }

    private static Necessity rule(Rule rule) {
        return new Necessity.All(rule.when().stream()
                .map(element -> switch (element) {
                    case Element.Match match -> pattern(match.pattern());
                    case Element.Present present -> pattern(present.pattern());
                    case Element.Absent absent -> Necessity.NONE;
                })
                .toList());
    }

    private static Necessity pattern(Pattern pattern) {
        if (pattern.type() == Vocabulary.BOOKING) {
            return booked(pattern);
        }
        return pattern.index() == 0 ? all(pattern, pattern.conditions()) : Necessity.NONE;
    }

    private static Necessity all(Pattern pattern, List<Condition> conditions) {
        return new Necessity.All(conditions.stream()
                .map(condition -> condition(pattern, condition))
                .toList());
    }

    private static Necessity any(List<Necessity> parts) {
        return parts.contains(Necessity.NONE) ? Necessity.NONE : new Necessity.Any(parts);
    }

    private static Necessity condition(Pattern pattern, Condition condition) {
        return switch (condition) {
            case Condition.All all -> all(pattern, all.conditions());
            case Condition.Any any ->
                any(any.conditions().stream()
                        .map(each -> condition(pattern, each))
                        .toList());
            case Condition.Comparison comparison -> comparison(pattern, comparison);
            case Condition.OneOf oneOf -> oneOf(pattern, oneOf);
            case Condition.Contains contains
            when !contains.negated() && contains.element() instanceof Expression.TextLiteral literal ->
                is(pattern, contains.texts(), literal);
            case Condition.Holds holds -> holds(pattern, holds.flag());
            case Condition.Quantified quantified
            when quantified.exists() && quantified.pattern().type() == Vocabulary.BOOKING ->
                booked(quantified.pattern());
            case Condition.Contains contains -> Necessity.NONE;
            case Condition.Quantified quantified -> Necessity.NONE;
            case Condition.Not not -> Necessity.NONE;
            case Condition.Known known -> Necessity.NONE;
            case Condition.TextTest test -> Necessity.NONE;
            case Condition.Ranked ranked -> Necessity.NONE;
            case Condition.ForAll all -> Necessity.NONE;
            case Condition.Matches matches -> Necessity.NONE;
            case Condition.SameFact same -> Necessity.NONE;
            case Condition.Effective effective -> Necessity.NONE;
        };
    }

    private static Necessity comparison(Pattern pattern, Condition.Comparison comparison) {
        boolean equal = comparison.operator() == Condition.Operator.EQUAL;
        if (equal && comparison.right() instanceof Expression.FlagLiteral flag && flag.value()) {
            return holds(pattern, comparison.left());
        }
        return SimpleComparison.of(pattern, comparison)
                .map(simple -> {
                    if (simple.isTextEquality()) {
                        return is(pattern, simple.read(), (Expression.TextLiteral) simple.literal());
                    }
                    if (!simple.isNumeric()) {
                        return Necessity.NONE;
                    }
                    Interval interval = Interval.of(simple);
                    return own(
                            pattern,
                            simple.read(),
                            arguments -> new Necessity.Between(
                                    simple.read().property().name(), arguments, interval.from(), interval.before()));
                })
                .orElse(Necessity.NONE);
    }

    private static Necessity oneOf(Pattern pattern, Condition.OneOf oneOf) {
        return oneOf.negated()
                ? Necessity.NONE
                : any(oneOf.options().stream()
                        .map(option -> option instanceof Expression.TextLiteral literal
                                ? is(pattern, oneOf.expression(), literal)
                                : Necessity.NONE)
                        .toList());
    }

    private static Necessity is(Pattern pattern, Expression expression, Expression.TextLiteral literal) {
        return own(
                pattern,
                expression,
                arguments -> new Necessity.Is(
                        ((Expression.Read) expression).property().name(), arguments, literal.value()));
    }

    private static Necessity holds(Pattern pattern, Expression expression) {
        return own(
                pattern,
                expression,
                arguments -> new Necessity.Holds(
                        ((Expression.Read) expression).property().name(), arguments));
    }

    /** Of a property of the pattern's own fact, where the rule writes its arguments out. */
    private static Necessity own(Pattern pattern, Expression expression, Function<List<Object>, Necessity> made) {
        if (!(expression instanceof Expression.Read read) || read.pattern() != pattern.index()) {
            return Necessity.NONE;
        }
        Object[] arguments = LiteralArguments.of(read);
        return arguments == null ? Necessity.NONE : made.apply(List.of(arguments));
    }

    private static Necessity booked(Pattern pattern) {
        return new Necessity.Booked(Constraints.flat(pattern.conditions()).stream()
                .map(condition -> condition(pattern, condition))
                .flatMap(part -> part instanceof Necessity.Is is ? Stream.of(is) : Stream.of())
                .toList());
    }
}
