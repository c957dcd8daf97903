package io.regulars.rules.diff;

import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Printing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Conditions in one form, so that those that mean the same in another order or with other brackets are equal. */
final class Ordered {
    private Ordered() {}

    /** The conditions that must all hold, those joined by {@code &&} each by itself. */
    static List<Condition> all(List<Condition> conditions) {
        var flat = new ArrayList<Condition>();
        for (Condition condition : conditions) {
            if (condition instanceof Condition.All all) {
                flat.addAll(all(all.conditions()));
            } else {
                flat.add(of(condition));
            }
        }
        return flat;
    }

    private static List<Condition> any(List<Condition> conditions) {
        var flat = new ArrayList<Condition>();
        for (Condition condition : conditions) {
            if (condition instanceof Condition.Any any) {
                flat.addAll(any(any.conditions()));
            } else {
                flat.add(of(condition));
            }
        }
        return flat;
    }

    static Condition of(Condition condition) {
        return switch (condition) {
            case Condition.All all -> new Condition.All(sorted(all(all.conditions())), all.position());
            case Condition.Any any -> new Condition.Any(sorted(any(any.conditions())), any.position());
            case Condition.Not not ->
                not.condition() instanceof Condition.Not twice
                        ? of(twice.condition())
                        : new Condition.Not(of(not.condition()), not.position());
            case Condition.Comparison comparison
            when isLiteral(comparison.left()) ->
                new Condition.Comparison(
                        /* left= */ comparison.right(),
                        comparison.operator().flipped(),
                        /* right= */ comparison.left(),
                        comparison.position());
            case Condition.Quantified quantified ->
                new Condition.Quantified(of(quantified.pattern()), quantified.exists(), quantified.position());
            case Condition.ForAll all ->
                new Condition.ForAll(of(all.pattern()), sorted(all(all.conditions())), all.position());
            default -> condition;
        };
    }

    static Pattern of(Pattern pattern) {
        return new Pattern(pattern.index(), pattern.type(), sorted(all(pattern.conditions())), pattern.position());
    }

    private static List<Condition> sorted(List<Condition> conditions) {
        return conditions.stream().sorted(Comparator.comparing(Printing::print)).toList();
    }

    private static boolean isLiteral(Expression expression) {
        return expression instanceof Expression.NumberLiteral
                || expression instanceof Expression.TextLiteral
                || expression instanceof Expression.DayLiteral
                || expression instanceof Expression.FlagLiteral;
    }
}
