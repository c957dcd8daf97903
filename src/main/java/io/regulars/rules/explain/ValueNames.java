package io.regulars.rules.explain;

import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What sentences call the values that a rule asks about.
 * <pre>
 *   visits                                               → visits
 *   sum(Booking(status == "COMPLETED"); price)           → sum of price
 *   sum(Booking(...); price), sum(Booking(late); price)  → sum of price over Booking(...), sum of price over Booking(late)
 * </pre>
 */
final class ValueNames {
    /** Of different things that are accumulated in one rule. */
    private final Set<String> shared;

    private ValueNames(Set<String> shared) {
        this.shared = shared;
    }

    /** In a sentence about a whole rule. */
    static ValueNames of(Rule rule) {
        return of(rule.when().stream()
                .map(Element::pattern)
                .flatMap(pattern -> pattern.conditions().stream())
                .toList());
    }

    /** In a sentence about some conditions. */
    static ValueNames of(List<Condition> conditions) {
        Map<String, Set<String>> printed = new HashMap<>();
        conditions.forEach(condition -> References.conditions(
                condition,
                part -> References.expressions(part)
                        .forEach(expression -> References.aggregates(
                                expression,
                                aggregate -> printed.computeIfAbsent(shortly(aggregate), any -> new HashSet<>())
                                        .add(Printing.print(aggregate))))));
        printed.values().removeIf(each -> each.size() == 1);
        return new ValueNames(printed.keySet());
    }

    /** The name of a value. */
    String of(Expression expression) {
        return switch (expression) {
            case Expression.Read read -> property(read);
            case Expression.Aggregate aggregate -> {
                String name = shortly(aggregate);
                boolean plain = aggregate.of() == null || !shared.contains(name);
                yield plain ? name : name + " over " + Reasons.plain(Printing.print(aggregate.pattern()));
            }
            default -> Reasons.plain(Printing.print(expression));
        };
    }

    private static String property(Expression.Read read) {
        String property = Printing.property(read);
        return read.pattern() == 0 ? property : "the " + lower(read.factType().name()) + "'s " + property;
    }

    /** What is counted without more is told by what is counted. */
    private static String shortly(Expression.Aggregate aggregate) {
        Expression of = aggregate.of();
        return of == null
                ? Reasons.plain(Printing.print(aggregate))
                : aggregate.function().symbol() + " of " + Reasons.plain(Printing.print(of));
    }

    private static String lower(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
