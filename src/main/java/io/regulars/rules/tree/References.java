package io.regulars.rules.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What a condition reads. */
public final class References {
    private References() {}

    /** Indexes of the patterns whose facts a condition speaks of, in order; what is quantified is the client's. */
    public static NavigableSet<Integer> patterns(Condition condition) {
        var patterns = new TreeSet<Integer>();
        reads(condition, read -> patterns.add(read.pattern()));
        conditions(condition, part -> {
            if (part instanceof Condition.SameFact same) {
                patterns.add(same.left());
                patterns.add(same.right());
            } else if (part instanceof Condition.Effective) {
                patterns.add(0);
            }
        });
        ownHistory(condition, pattern -> {
            patterns.remove(pattern.index());
            patterns.add(0);
        });
        return patterns;
    }

    /** Every property that a condition reads, also as an argument and inside {@code exists}, {@code not} and the like. */
    public static void reads(Condition condition, Consumer<Expression.Read> found) {
        switch (condition) {
            case Condition.All all -> reads(all.conditions(), found);
            case Condition.Any any -> reads(any.conditions(), found);
            case Condition.Not not -> reads(not.condition(), found);
            case Condition.Quantified quantified -> reads(quantified.pattern().conditions(), found);
            case Condition.ForAll all -> {
                reads(all.pattern().conditions(), found);
                reads(all.conditions(), found);
            }
            default -> expressions(condition).forEach(expression -> reads(expression, found));
        }
    }

    /** Every property that an expression reads, also as an argument and of what is accumulated. */
    public static void reads(Expression expression, Consumer<Expression.Read> found) {
        values(expression, found);
        aggregates(expression, aggregate -> reads(aggregate.pattern().conditions(), found));
    }

    /** The properties that an expression reads of matched facts: not of those that it accumulates, which are many. */
    public static void matched(Expression expression, Consumer<Expression.Read> found) {
        values(expression, false, found);
    }

    /** The properties whose values make up an expression's; not those that choose what is accumulated. */
    public static void values(Expression expression, Consumer<Expression.Read> found) {
        values(expression, true, found);
    }

    private static void values(Expression expression, boolean accumulated, Consumer<Expression.Read> found) {
        switch (expression) {
            case Expression.Read read -> {
                found.accept(read);
                read.arguments().forEach(argument -> values(argument, accumulated, found));
            }
            case Expression.Arithmetic arithmetic -> {
                values(arithmetic.left(), accumulated, found);
                values(arithmetic.right(), accumulated, found);
            }
            case Expression.Concatenation concatenation -> {
                values(concatenation.left(), accumulated, found);
                values(concatenation.right(), accumulated, found);
            }
            case Expression.Aggregate aggregate -> {
                if (accumulated && aggregate.of() != null) {
                    values(aggregate.of(), true, found);
                }
            }
            case Expression.NumberLiteral literal -> {}
            case Expression.TextLiteral literal -> {}
            case Expression.DayLiteral literal -> {}
            case Expression.FlagLiteral literal -> {}
        }
    }

    /**
     * Every condition that stands within a condition, itself first; also within {@code exists}, {@code forall} and what is
     * accumulated.
     */
    public static void conditions(Condition condition, Consumer<Condition> found) {
        found.accept(condition);
        switch (condition) {
            case Condition.All all -> conditions(all.conditions(), found);
            case Condition.Any any -> conditions(any.conditions(), found);
            case Condition.Not not -> conditions(not.condition(), found);
            case Condition.Quantified quantified ->
                conditions(quantified.pattern().conditions(), found);
            case Condition.ForAll all -> {
                conditions(all.pattern().conditions(), found);
                conditions(all.conditions(), found);
            }
            default ->
                expressions(condition)
                        .forEach(expression -> aggregates(
                                expression,
                                aggregate -> conditions(aggregate.pattern().conditions(), found)));
        }
    }

    /** The values that a condition asks about, as written; none of one that joins or quantifies others. */
    public static List<Expression> expressions(Condition condition) {
        return switch (condition) {
            case Condition.Comparison comparison -> List.of(comparison.left(), comparison.right());
            case Condition.Known known -> List.of(known.expression());
            case Condition.OneOf oneOf -> {
                var all = new ArrayList<Expression>(List.of(oneOf.expression()));
                all.addAll(oneOf.options());
                yield all;
            }
            case Condition.Contains contains -> List.of(contains.texts(), contains.element());
            case Condition.TextTest test -> List.of(test.text(), test.operand());
            case Condition.Matches matches -> List.of(matches.text());
            case Condition.Holds holds -> List.of(holds.flag());
            case Condition.Ranked ranked -> List.of(ranked.rank());
            case Condition.All all -> List.of();
            case Condition.Any any -> List.of();
            case Condition.Not not -> List.of();
            case Condition.Quantified quantified -> List.of();
            case Condition.ForAll all -> List.of();
            case Condition.SameFact same -> List.of();
            case Condition.Effective effective -> List.of();
        };
    }

    /** Every aggregate within an expression, the outer first; not those within an aggregate's pattern. */
    public static void aggregates(Expression expression, Consumer<Expression.Aggregate> found) {
        switch (expression) {
            case Expression.Aggregate aggregate -> found.accept(aggregate);
            case Expression.Read read -> read.arguments().forEach(argument -> aggregates(argument, found));
            case Expression.Arithmetic arithmetic -> {
                aggregates(arithmetic.left(), found);
                aggregates(arithmetic.right(), found);
            }
            case Expression.Concatenation concatenation -> {
                aggregates(concatenation.left(), found);
                aggregates(concatenation.right(), found);
            }
            case Expression.NumberLiteral literal -> {}
            case Expression.TextLiteral literal -> {}
            case Expression.DayLiteral literal -> {}
            case Expression.FlagLiteral literal -> {}
        }
    }

    /** Every pattern over the client's own history that a condition goes through. */
    public static void ownHistory(Condition condition, Consumer<Pattern> found) {
        conditions(condition, part -> {
            switch (part) {
                case Condition.Quantified quantified -> found.accept(quantified.pattern());
                case Condition.ForAll all -> found.accept(all.pattern());
                default ->
                    expressions(part)
                            .forEach(expression ->
                                    aggregates(expression, aggregate -> found.accept(aggregate.pattern())));
            }
        });
    }

    private static void reads(List<Condition> conditions, Consumer<Expression.Read> found) {
        conditions.forEach(condition -> reads(condition, found));
    }

    private static void conditions(List<Condition> conditions, Consumer<Condition> found) {
        conditions.forEach(condition -> conditions(condition, found));
    }
}
