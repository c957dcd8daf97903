package io.regulars.rules.engine;

import io.regulars.rules.interpret.LiteralArguments;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.ValueType;
import java.util.Optional;

/**
 * A comparison of a property of the pattern's own fact with a literal, the property on the left: what an index can answer.
 *
 * @param property fact type, property and arguments, the same for all rules that ask it: {@code Client.spendInLast(30)}
 */
public record SimpleComparison(
        Condition.Comparison written,
        Expression.Read read,
        String property,
        Condition.Operator operator,
        Expression literal) {
    /** A condition as such a comparison; empty if it is none. */
    public static Optional<SimpleComparison> of(Pattern pattern, Condition condition) {
        if (!(condition instanceof Condition.Comparison comparison)) {
            return Optional.empty();
        }
        if (comparison.left() instanceof Expression.Read read) {
            return of(pattern, comparison, read, comparison.operator(), comparison.right());
        }
        return comparison.right() instanceof Expression.Read read
                ? of(pattern, comparison, read, comparison.operator().flipped(), comparison.left())
                : Optional.empty();
    }

    private static Optional<SimpleComparison> of(
            Pattern pattern,
            Condition.Comparison comparison,
            Expression.Read read,
            Condition.Operator operator,
            Expression literal) {
        boolean written = literal instanceof Expression.NumberLiteral || literal instanceof Expression.TextLiteral;
        if (!written || read.pattern() != pattern.index() || LiteralArguments.of(read) == null) {
            return Optional.empty();
        }
        String property = pattern.type().name() + "." + Printing.property(read);
        return Optional.of(new SimpleComparison(comparison, read, property, operator, literal));
    }

    /** Whether it compares numbers. */
    public boolean isNumeric() {
        return literal instanceof Expression.NumberLiteral && operator != Condition.Operator.NOT_EQUAL;
    }

    /** Whether it asks that a text equals another. */
    public boolean isTextEquality() {
        return read.type() == ValueType.TEXT
                && literal instanceof Expression.TextLiteral
                && operator == Condition.Operator.EQUAL;
    }

    /** The number compared with; 0 for -0, which an index would tell apart. */
    double number() {
        return ((Expression.NumberLiteral) literal).value() + 0.0;
    }

    String text() {
        return ((Expression.TextLiteral) literal).value();
    }

    /** The same for all rules that ask the same, whichever of their patterns it is: Drools shares nodes by it. */
    String id() {
        return property + " " + operator.symbol() + " " + Printing.print(literal);
    }
}
