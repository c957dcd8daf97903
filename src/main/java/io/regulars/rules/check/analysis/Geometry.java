package io.regulars.rules.check.analysis;

import io.regulars.rules.check.analysis.Possible.Flags;
import io.regulars.rules.check.analysis.Possible.Numbers;
import io.regulars.rules.check.analysis.Possible.Span;
import io.regulars.rules.check.analysis.Possible.Texts;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether there can be a client of whom some conditions are true and others are not. What it does not look into may be
 * anything, so it says {@link Answer.None} only where there is surely none.
 * <pre>
 *   visits &gt;= 5 true, visits &lt; 3 true        → none
 *   visits &gt;= 5 true, visits &gt;= 3 not true   → none: who fulfils the one fulfils the other
 *   visits &gt;= 3 true, visits &gt;= 5 not true   → some, such as one with 3 visits
 * </pre>
 */
public final class Geometry {
    /** Alternatives that are tried before it gives up. */
    private static final int MOST_STEPS = 20_000;

    private static final Flags NEVER_KNOWN = new Flags(false, false, true);

    private int steps;

    /** Whether there can be one. */
    public sealed interface Answer {
        /** There can, as far as anybody can see: these. */
        record Some(Region region) implements Answer {}

        /** There can't. */
        record None() implements Answer {}

        /** There is too much to try. */
        record Unsure() implements Answer {}
    }

    /** A condition and what it is to be. */
    public record Demanded(Condition condition, RequiredTruth demand) {
        /** What a client has to be like for a condition to be true. */
        public static Demanded isTrue(Condition condition) {
            return new Demanded(condition, RequiredTruth.TRUE);
        }
    }

    /** Whether there can be a client of whom all that is demanded is so. */
    public static Answer ask(List<Demanded> demanded) {
        return ask(demanded, Region.EVERYBODY);
    }

    /** The same among some clients. */
    public static Answer ask(List<Demanded> demanded, Region among) {
        var geometry = new Geometry();
        Optional<Region> found = geometry.search(new ArrayDeque<>(demanded), List.of(), among);
        if (geometry.steps > MOST_STEPS) {
            return new Answer.Unsure();
        }
        return found.<Answer>map(Answer.Some::new).orElseGet(Answer.None::new);
    }

    /** Whether there can surely be no such client. */
    public static boolean isNone(Stream<Demanded> demanded) {
        return ask(demanded.toList()) instanceof Answer.None;
    }

    /** First what must all be so, then one alternative after the other. */
    private Optional<Region> search(Deque<Demanded> todo, List<Demanded> alternatives, Region region) {
        var open = new ArrayList<>(alternatives);
        Region narrowed = region;
        while (!todo.isEmpty()) {
            Demanded next = todo.removeFirst();
            List<Demanded> parts = parts(next);
            if (parts == null) {
                Optional<Region> with = leaf(next, narrowed);
                if (with.isEmpty()) {
                    return with;
                }
                narrowed = with.get();
            } else if (allOf(next)) {
                parts.forEach(todo::addFirst);
            } else {
                open.add(next);
            }
        }
        if (open.isEmpty()) {
            return Optional.of(narrowed);
        }
        Demanded any = open.removeFirst();
        List<Demanded> parts = parts(any);
        for (Demanded part : parts == null ? List.<Demanded>of() : parts) {
            if (++steps > MOST_STEPS) {
                return Optional.empty();
            }
            Optional<Region> found = search(new ArrayDeque<>(List.of(part)), open, narrowed);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What a condition joins, each with what it is to be; null: it joins nothing. */
    private static @Nullable List<Demanded> parts(Demanded demanded) {
        return switch (demanded.condition()) {
            case Condition.All all -> parts(all.conditions(), demanded.demand());
            case Condition.Any any -> parts(any.conditions(), demanded.demand());
            case Condition.Not not ->
                List.of(new Demanded(not.condition(), demanded.demand().negated()));
            default -> null;
        };
    }

    private static List<Demanded> parts(List<Condition> conditions, RequiredTruth demand) {
        return conditions.stream()
                .map(condition -> new Demanded(condition, demand))
                .toList();
    }

    private static boolean allOf(Demanded demanded) {
        return switch (demanded.condition()) {
            case Condition.Any any -> !demanded.demand().ofAll();
            case Condition.Not not -> true;
            default -> demanded.demand().ofAll();
        };
    }

    private static Optional<Region> leaf(Demanded demanded, Region region) {
        RequiredTruth demand = demanded.demand();
        return switch (demanded.condition()) {
            case Condition.Comparison comparison -> comparison(comparison, demand, region);
            case Condition.OneOf oneOf -> oneOf(oneOf, demand, region);
            case Condition.Known known -> known(known, demand, region);
            case Condition.Holds holds -> flag(Quantity.of(holds.flag()), true, demand, region);
            case Condition.Contains contains ->
                flag(
                        opaque(
                                contains.texts(),
                                " contains " + Printing.print(contains.element()),
                                !isText(contains.element())),
                        !contains.negated(),
                        demand,
                        region);
            case Condition.TextTest test ->
                flag(
                        opaque(test.text(), " " + test.operator() + " " + Printing.print(test.operand()), true),
                        !test.negated(),
                        demand,
                        region);
            case Condition.Matches matches ->
                flag(
                        opaque(matches.text(), " matches " + matches.regularExpression(), true),
                        !matches.negated(),
                        demand,
                        region);
            case Condition.Ranked ranked -> ranked(ranked, demand, region);
            case Condition.Quantified quantified -> quantified(quantified, demand, region);
            case Condition.ForAll all -> flag(Quantity.opaque(Printing.print(all), false), true, demand, region);
            case Condition.SameFact same ->
                flag(Quantity.opaque(same.left() + " is " + same.right(), false), !same.negated(), demand, region);
            case Condition.Effective effective -> effective(effective, demand, region);
            case Condition.All all -> throw new IllegalStateException("joins others");
            case Condition.Any any -> throw new IllegalStateException("joins others");
            case Condition.Not not -> throw new IllegalStateException("joins others");
        };
    }

    private static boolean isText(Expression expression) {
        return expression instanceof Expression.TextLiteral;
    }

    private static Quantity opaque(Expression of, String asked, boolean mayBeUnknown) {
        return Quantity.opaque(Printing.print(of) + asked, mayBeUnknown);
    }

    private static Optional<Region> flag(Quantity quantity, boolean positive, RequiredTruth demand, Region region) {
        boolean yes = demand.asksTrue() == positive;
        return region.with(quantity, new Flags(yes, !yes, demand.takesUnknown()));
    }

    private static Optional<Region> known(Condition.Known known, RequiredTruth demand, Region region) {
        Quantity quantity = Quantity.of(known.expression());
        boolean wanted = demand.asksTrue() == known.known();
        return region.with(
                quantity, wanted ? quantity.all().known() : quantity.all().unknownOnly());
    }

    private static Optional<Region> comparison(Condition.Comparison written, RequiredTruth demand, Region region) {
        boolean turned = isLiteral(written.left()) && !isLiteral(written.right());
        Expression asked = turned ? written.right() : written.left();
        Expression literal = turned ? written.left() : written.right();
        Condition.Operator operator = turned ? written.operator().flipped() : written.operator();
        if (!isLiteral(literal) && Quantity.key(asked).equals(Quantity.key(literal))) {
            boolean mayBeUnknown = !Quantity.of(asked).all().unknownOnly().isEmpty();
            boolean holds = operator.holds(0);
            var itself = new Quantity("? " + Printing.print(written), "", new Flags(holds, !holds, mayBeUnknown));
            return flag(itself, true, demand, region);
        }
        if (!isLiteral(literal) && (Quantity.isNeverKnown(asked) || Quantity.isNeverKnown(literal))) {
            return flag(new Quantity("? " + Printing.print(written), "", NEVER_KNOWN), true, demand, region);
        }
        Optional<Boolean> ordered = isLiteral(literal) ? Optional.empty() : NeverMore.truth(written);
        if (ordered.isPresent()) {
            boolean mayBeUnknown = Stream.of(written.left(), written.right())
                    .anyMatch(side -> !Quantity.of(side).all().unknownOnly().isEmpty());
            var always = new Flags(ordered.get(), !ordered.get(), mayBeUnknown);
            return flag(new Quantity("? " + Printing.print(written), "", always), true, demand, region);
        }
        if (!isLiteral(literal)) {
            return flag(Quantity.opaque(Printing.print(written), true), true, demand, region);
        }
        Condition.Operator wanted = demand.asksTrue() ? operator : operator.negated();
        Quantity quantity = Quantity.of(asked);
        return switch (literal) {
            case Expression.NumberLiteral number ->
                numbers(quantity, spans(wanted, number.value(), Math.nextUp(number.value())), demand, region);
            case Expression.DayLiteral day ->
                numbers(
                        quantity,
                        spans(wanted, (double) day.value().toEpochDay(), (double)
                                (day.value().toEpochDay() + 1)),
                        demand,
                        region);
            case Expression.FlagLiteral flag
            when operator == Condition.Operator.EQUAL || operator == Condition.Operator.NOT_EQUAL ->
                flag(quantity, flag.value() == (operator == Condition.Operator.EQUAL), demand, region);
            case Expression.TextLiteral text
            when operator == Condition.Operator.EQUAL || operator == Condition.Operator.NOT_EQUAL ->
                texts(quantity, Set.of(text.value()), wanted == Condition.Operator.EQUAL, demand, region);
            default -> flag(Quantity.opaque(Printing.print(written), true), true, demand, region);
        };
    }

    private static boolean isLiteral(Expression expression) {
        return expression instanceof Expression.NumberLiteral
                || expression instanceof Expression.TextLiteral
                || expression instanceof Expression.DayLiteral
                || expression instanceof Expression.FlagLiteral;
    }

    /** The numbers that compare so with one that reaches from a bound to before the next. */
    private static List<Span> spans(Condition.Operator operator, double from, double before) {
        var less = new Span(Double.NEGATIVE_INFINITY, from);
        var equal = new Span(from, before);
        var more = new Span(before, Double.POSITIVE_INFINITY);
        return switch (operator) {
            case EQUAL -> List.of(equal);
            case NOT_EQUAL -> List.of(less, more);
            case LESS -> List.of(less);
            case AT_MOST -> List.of(less, equal);
            case GREATER -> List.of(more);
            case AT_LEAST -> List.of(equal, more);
        };
    }

    private static Optional<Region> numbers(Quantity quantity, List<Span> wanted, RequiredTruth demand, Region region) {
        var all = (Numbers) quantity.all();
        Numbers within = all.within(wanted);
        return region.with(
                quantity, new Numbers(within.spans(), all.whole(), all.day(), demand.takesUnknown() && all.unknown()));
    }

    private static Optional<Region> texts(
            Quantity quantity, Set<String> texts, boolean among, RequiredTruth demand, Region region) {
        return region.with(quantity, new Texts(among ? texts : null, among ? Set.of() : texts, demand.takesUnknown()));
    }

    private static Optional<Region> oneOf(Condition.OneOf oneOf, RequiredTruth demand, Region region) {
        boolean among = demand.asksTrue() != oneOf.negated();
        boolean literals = oneOf.options().stream().allMatch(Geometry::isLiteral);
        ValueType type = oneOf.expression().type();
        if (literals && type == ValueType.TEXT) {
            Set<String> texts = Set.copyOf(oneOf.options().stream()
                    .map(option -> ((Expression.TextLiteral) option).value())
                    .distinct()
                    .toList());
            return texts(Quantity.of(oneOf.expression()), texts, among, demand, region);
        }
        if (literals && (type == ValueType.NUMBER || type == ValueType.DAY)) {
            Optional<Region> found = Optional.of(region);
            Quantity quantity = Quantity.of(oneOf.expression());
            var spans = new ArrayList<Span>();
            for (Expression option : oneOf.options()) {
                Span span = span(option);
                spans.add(span);
                if (!among) {
                    found = found.flatMap(each -> numbers(
                            quantity, spans(Condition.Operator.NOT_EQUAL, span.from(), span.before()), demand, each));
                }
            }
            return among ? numbers(quantity, spans, demand, region) : found;
        }
        return flag(
                opaque(
                        oneOf.expression(),
                        " in " + oneOf.options().stream().map(Printing::print).toList(),
                        true),
                !oneOf.negated(),
                demand,
                region);
    }

    private static Span span(Expression literal) {
        return switch (literal) {
            case Expression.NumberLiteral number -> new Span(number.value(), Math.nextUp(number.value()));
            case Expression.DayLiteral day ->
                new Span(day.value().toEpochDay(), day.value().toEpochDay() + 1);
            default -> throw new IllegalStateException("no number and no day: " + literal);
        };
    }

    private static Optional<Region> ranked(Condition.Ranked ranked, RequiredTruth demand, Region region) {
        double percentile = ranked.cut().percentile() / 1000.0;
        Condition.Operator above = ranked.cut().strict() ? Condition.Operator.GREATER : Condition.Operator.AT_LEAST;
        Condition.Operator wanted = demand.asksTrue() == ranked.above() ? above : above.negated();
        return numbers(Quantity.of(ranked.rank()), spans(wanted, percentile, Math.nextUp(percentile)), demand, region);
    }

    /** Whether no fact can match a pattern. */
    public static boolean isImpossible(Pattern pattern) {
        return isNone(Stream.concat(pattern.conditions().stream(), Implied.of(pattern).stream())
                .map(Demanded::isTrue));
    }

    /** A booking that cannot be is not there. */
    private static Optional<Region> quantified(Condition.Quantified quantified, RequiredTruth demand, Region region) {
        boolean there = demand.asksTrue() == quantified.exists();
        if (there && isImpossible(quantified.pattern())) {
            return Optional.empty();
        }
        return flag(
                Quantity.opaque("exists " + Printing.print(quantified.pattern()), false),
                quantified.exists(),
                demand,
                region);
    }

    private static Optional<Region> effective(Condition.Effective effective, RequiredTruth demand, Region region) {
        var today = new Quantity("? today", "today", new Numbers(List.of(Span.ALL), true, true, false));
        double from = effective.from() == null
                ? Double.NEGATIVE_INFINITY
                : effective.from().toEpochDay();
        double until = effective.until() == null
                ? Double.POSITIVE_INFINITY
                : effective.until().toEpochDay();
        List<Span> wanted = demand.asksTrue()
                ? List.of(new Span(from, until))
                : List.of(new Span(Double.NEGATIVE_INFINITY, from), new Span(until, Double.POSITIVE_INFINITY));
        return numbers(today, wanted, demand, region);
    }
}
