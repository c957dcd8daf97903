package io.regulars.rules.check;

import io.regulars.facts.vocabulary.Property;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that is written out in a condition and compared with something read, or stands in the brackets of a property.
 *
 * @param read what it is compared with, or whose argument it is
 * @param argument the parameter it is passed for; null: it is compared
 */
record ComparedText(
        Expression.Read read,
        Property.@Nullable Parameter argument,
        Form form,
        Expression.TextLiteral literal,
        Condition condition) {
    /** How it is compared. */
    enum Form {
        /** As a whole, with a text or with those of a set. */
        WHOLE,
        BEGINNING,
        END,
        PART,
        /** As one that comes before or after others. */
        ORDER,
        ARGUMENT
    }

    /** Those of one condition, not of what it joins. */
    static List<ComparedText> of(Condition condition) {
        var found = new ArrayList<ComparedText>();
        switch (condition) {
            case Condition.Comparison c -> {
                boolean whole =
                        c.operator() == Condition.Operator.EQUAL || c.operator() == Condition.Operator.NOT_EQUAL;
                Form form = whole ? Form.WHOLE : Form.ORDER;
                compared(c.left(), c.right(), form, condition, found);
                compared(c.right(), c.left(), form, condition, found);
            }
            case Condition.OneOf c ->
                c.options().forEach(option -> compared(c.expression(), option, Form.WHOLE, condition, found));
            case Condition.Contains c -> compared(c.texts(), c.element(), Form.WHOLE, condition, found);
            case Condition.TextTest c -> {
                Form form = switch (c.operator()) {
                    case STARTS_WITH -> Form.BEGINNING;
                    case ENDS_WITH -> Form.END;
                    case CONTAINS -> Form.PART;
                };
                compared(c.text(), c.operand(), form, condition, found);
            }
            default -> {}
        }
        References.expressions(condition)
                .forEach(expression -> References.values(expression, read -> arguments(read, condition, found)));
        return found;
    }

    private static void compared(
            Expression asked, Expression text, Form form, Condition condition, List<ComparedText> found) {
        if (asked instanceof Expression.Read read && text instanceof Expression.TextLiteral literal) {
            found.add(new ComparedText(read, null, form, literal, condition));
        }
    }

    private static void arguments(Expression.Read read, Condition condition, List<ComparedText> found) {
        for (int i = 0; i < read.arguments().size(); i++) {
            if (read.arguments().get(i) instanceof Expression.TextLiteral literal) {
                found.add(
                        new ComparedText(read, read.property().parameters().get(i), Form.ARGUMENT, literal, condition));
            }
        }
    }

    /** The text. */
    String text() {
        return literal.value();
    }

    /** Whether it is compared with this property of whatever fact has it. */
    boolean isOf(String property) {
        return argument == null && read.property().name().equals(property);
    }

    /** The property as an analyst writes it. */
    String property() {
        return Printing.property(read).replaceAll("\\$\\d+\\.", "");
    }
}
