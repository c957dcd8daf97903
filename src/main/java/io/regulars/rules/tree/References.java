package io.regulars.rules.tree;

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
        quantified(condition, quantified -> {
            patterns.remove(quantified.pattern().index());
            patterns.add(0);
        });
        return patterns;
    }

    /** Every property that a condition reads, also as an argument and inside {@code exists} and {@code not}. */
    public static void reads(Condition condition, Consumer<Expression.Read> found) {
        switch (condition) {
            case Condition.All all -> reads(all.conditions(), found);
            case Condition.Any any -> reads(any.conditions(), found);
            case Condition.Not not -> reads(not.condition(), found);
            case Condition.Comparison comparison -> {
                reads(comparison.left(), found);
                reads(comparison.right(), found);
            }
            case Condition.Known known -> reads(known.expression(), found);
            case Condition.OneOf oneOf -> {
                reads(oneOf.expression(), found);
                oneOf.options().forEach(option -> reads(option, found));
            }
            case Condition.Contains contains -> {
                reads(contains.texts(), found);
                reads(contains.element(), found);
            }
            case Condition.TextTest test -> {
                reads(test.text(), found);
                reads(test.operand(), found);
            }
            case Condition.Holds holds -> reads(holds.flag(), found);
            case Condition.Ranked ranked -> found.accept(ranked.rank());
            case Condition.Quantified quantified -> reads(quantified.pattern().conditions(), found);
        }
    }

    /** Every property that an expression reads, also as an argument. */
    public static void reads(Expression expression, Consumer<Expression.Read> found) {
        switch (expression) {
            case Expression.Read read -> {
                found.accept(read);
                read.arguments().forEach(argument -> reads(argument, found));
            }
            case Expression.Arithmetic arithmetic -> {
                reads(arithmetic.left(), found);
                reads(arithmetic.right(), found);
            }
            case Expression.Concatenation concatenation -> {
                reads(concatenation.left(), found);
                reads(concatenation.right(), found);
            }
            case Expression.NumberLiteral literal -> {}
            case Expression.TextLiteral literal -> {}
            case Expression.DayLiteral literal -> {}
            case Expression.FlagLiteral literal -> {}
        }
    }

    /** Every condition that stands within a condition, itself first. */
    public static void conditions(Condition condition, Consumer<Condition> found) {
        found.accept(condition);
        switch (condition) {
            case Condition.All all -> all.conditions().forEach(part -> conditions(part, found));
            case Condition.Any any -> any.conditions().forEach(part -> conditions(part, found));
            case Condition.Not not -> conditions(not.condition(), found);
            case Condition.Quantified quantified ->
                quantified.pattern().conditions().forEach(part -> conditions(part, found));
            case Condition.Comparison comparison -> {}
            case Condition.Known known -> {}
            case Condition.OneOf oneOf -> {}
            case Condition.Contains contains -> {}
            case Condition.TextTest test -> {}
            case Condition.Holds holds -> {}
            case Condition.Ranked ranked -> {}
        }
    }

    private static void quantified(Condition condition, Consumer<Condition.Quantified> found) {
        conditions(condition, part -> {
            if (part instanceof Condition.Quantified quantified) {
                found.accept(quantified);
            }
        });
    }

    private static void reads(List<Condition> conditions, Consumer<Expression.Read> found) {
        conditions.forEach(condition -> reads(condition, found));
    }
}
