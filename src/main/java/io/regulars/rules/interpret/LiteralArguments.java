package io.regulars.rules.interpret;

import io.regulars.rules.tree.Expression;
import org.jspecify.annotations.Nullable;

/** The arguments of a property as its reader takes them, where the rule writes them out. */
public final class LiteralArguments {
    private LiteralArguments() {}

    /** Integers, texts and days; null if an argument is not a literal. */
    public static Object @Nullable [] of(Expression.Read read) {
        Object[] literals = new Object[read.arguments().size()];
        for (int i = 0; i < literals.length; i++) {
            Object literal = argument(read.arguments().get(i));
            if (literal == null) {
                return null;
            }
            literals[i] = literal;
        }
        return literals;
    }

    /** An argument as its reader takes it; null if it is no literal. */
    static @Nullable Object argument(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral number -> (int) number.value();
            case Expression.TextLiteral text -> text.value();
            case Expression.DayLiteral day -> day.value();
            case Expression.FlagLiteral flag -> flag.value();
            case Expression.Read read -> null;
            case Expression.Arithmetic arithmetic -> null;
            case Expression.Concatenation concatenation -> null;
            case Expression.Aggregate aggregate -> null;
        };
    }
}
