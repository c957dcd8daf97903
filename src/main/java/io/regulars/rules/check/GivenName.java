package io.regulars.rules.check;

import io.regulars.facts.vocabulary.Property;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names that an action may give: one that is written out, or all that a computed one can be.
 * <pre>
 *   "vip"                  vip
 *   "service:" + $service  whatever begins with service:
 *   "stage:" + stage       stage:LAPSED, stage:AT_RISK …
 * </pre>
 *
 * @param beginning what all of them begin with
 * @param computed whether there is more than one
 * @param all each of them, where they can be counted; else empty
 */
record GivenName(String beginning, boolean computed, List<String> all, Pattern pattern) {
    static GivenName of(Expression name) {
        if (name instanceof Expression.TextLiteral text) {
            return new GivenName(
                    text.value(), false, List.of(text.value()), Pattern.compile(Pattern.quote(text.value())));
        }
        return new GivenName(
                beginning(name), true, all(name), Pattern.compile(regularExpression(name), Pattern.DOTALL));
    }

    /** Whether it may be this name. */
    boolean mayBe(String name) {
        return pattern.matcher(name).matches();
    }

    /** Whether it may have that part there. */
    boolean may(Condition.TextOperator operator, String part) {
        return operator == Condition.TextOperator.STARTS_WITH
                ? beginning.startsWith(part) || computed && part.startsWith(beginning)
                : computed || operator.holds(beginning, part);
    }

    private static List<String> all(Expression name) {
        return switch (name) {
            case Expression.TextLiteral text -> List.of(text.value());
            case Expression.Read read -> values(read);
            case Expression.Concatenation both ->
                all(both.left()).stream()
                        .flatMap(first -> all(both.right()).stream().map(second -> first + second))
                        .toList();
            default -> List.of();
        };
    }

    private static String beginning(Expression name) {
        return switch (name) {
            case Expression.TextLiteral text -> text.value();
            case Expression.Concatenation both
            when both.left() instanceof Expression.TextLiteral text -> text.value() + beginning(both.right());
            case Expression.Concatenation both -> beginning(both.left());
            default -> "";
        };
    }

    private static String regularExpression(Expression name) {
        return switch (name) {
            case Expression.TextLiteral text -> Pattern.quote(text.value());
            case Expression.Concatenation both -> regularExpression(both.left()) + regularExpression(both.right());
            case Expression.Read read
            when !values(read).isEmpty() ->
                values(read).stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
            default -> ".*";
        };
    }

    private static List<String> values(Expression.Read read) {
        return read.property() instanceof Property.Text<?> text ? text.values() : List.of();
    }
}
