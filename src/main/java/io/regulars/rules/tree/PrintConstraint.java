package io.regulars.rules.tree;

import io.regulars.facts.vocabulary.Property;
import io.regulars.rules.tree.Expression.Aggregate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes what stands within the patterns of one rule as DRL, and keeps which variables that needs. */
final class PrintConstraint {
    /** Outside all patterns, where every property needs its fact's variable. */
    static final int NOWHERE = -1;

    private static final int WIDTH = 116;

    /** By the pattern that they go through, by how each prints. */
    private final Map<Integer, Map<String, Aggregate>> aggregates = new TreeMap<>();
    /** Patterns that are spoken of elsewhere and so need a variable; known when all has been printed once. */
    private final Set<Integer> named = new TreeSet<>();

    PrintConstraint(Rule rule) {
        rule.when()
                .forEach(element -> element.pattern()
                        .conditions()
                        .forEach(condition -> References.conditions(
                                condition, part -> References.expressions(part).forEach(this::collect))));
        rule.then().forEach(action -> collect(action.name()));
    }

    /** What is accumulated, by the pattern it goes through. */
    Map<Integer, List<Aggregate>> aggregates() {
        var byPattern = new TreeMap<Integer, List<Aggregate>>();
        aggregates.forEach((index, each) -> byPattern.put(index, List.copyOf(each.values())));
        return byPattern;
    }

    private void collect(Expression expression) {
        References.aggregates(expression, aggregate -> {
            aggregates
                    .computeIfAbsent(aggregate.pattern().index(), index -> new LinkedHashMap<>())
                    .putIfAbsent(Printing.print(aggregate), aggregate);
            if (aggregate.of() != null) {
                collect(aggregate.of());
            }
        });
    }

    String result(Aggregate aggregate) {
        int index = aggregate.pattern().index();
        var known = new ArrayList<>(aggregates.getOrDefault(index, Map.of()).keySet());
        return "$r" + index + (known.size() == 1 ? "" : "_" + known.indexOf(Printing.print(aggregate)));
    }

    /** A pattern with its variable, if it needs one, and constraints. */
    String own(Pattern pattern, List<Condition> conditions) {
        return pattern(
                variable(pattern) + pattern.type().name(),
                conditions.stream()
                        .map(condition -> constraint(condition, pattern.index()))
                        .toList());
    }

    static String pattern(String name, List<String> constraints) {
        if (constraints.isEmpty()) {
            return name + "()";
        }
        String line = name + "( " + String.join(", ", constraints) + " )";
        return line.length() <= WIDTH ? line : name + "( " + String.join(",\n        ", constraints) + " )";
    }

    /** What stands before a pattern that is spoken of elsewhere. */
    String variable(Pattern pattern) {
        return named.contains(pattern.index()) ? variable(pattern.index()) + ": " : "";
    }

    static String variable(int index) {
        return index == 0 ? "$c" : "$f" + index;
    }

    String constraint(Condition condition, int own) {
        return switch (condition) {
            case Condition.All all -> signed(all.conditions(), " && ", own);
            case Condition.Any any -> signed(any.conditions(), " || ", own);
            case Condition.Not not -> "!(" + constraint(not.condition(), own) + ")";
            case Condition.Comparison comparison ->
                top(comparison.left(), own) + " " + comparison.operator().symbol() + " "
                        + other(comparison.right(), comparison.left(), own);
            case Condition.Known known -> top(known.expression(), own) + (known.known() ? " != null" : " == null");
            case Condition.OneOf oneOf ->
                expression(oneOf.expression(), own)
                        + oneOf.options().stream()
                                .map(option -> other(option, oneOf.expression(), own))
                                .collect(Collectors.joining(", ", oneOf.negated() ? " not in (" : " in (", ")"));
            case Condition.Contains contains
            when contains.element() instanceof Expression.TextLiteral ->
                expression(contains.texts(), own) + (contains.negated() ? " not" : "") + " contains "
                        + expression(contains.element(), own);
            case Condition.Contains contains ->
                expression(contains.element(), own) + (contains.negated() ? " not" : "") + " memberOf "
                        + expression(contains.texts(), own);
            case Condition.TextTest test ->
                expression(test.text(), own) + (test.negated() ? " not " : " ")
                        + test.operator().symbol() + " " + expression(test.operand(), own);
            case Condition.Holds holds -> expression(holds.flag(), own);
            case Condition.Ranked ranked -> expression(ranked.rank(), own) + Printing.rank(ranked);
            case Condition.Matches matches ->
                expression(matches.text(), own) + (matches.negated() ? " not" : "") + " matches "
                        + Printing.quoted(matches.regularExpression());
            case Condition.SameFact same ->
                fact(same.left(), own) + (same.negated() ? " != " : " == ") + fact(same.right(), own);
            case Condition.Quantified quantified -> throw misplaced(condition);
            case Condition.ForAll all -> throw misplaced(condition);
            case Condition.Effective effective -> throw misplaced(condition);
        };
    }

    private static IllegalArgumentException misplaced(Condition condition) {
        return new IllegalArgumentException("does not stand in a pattern: " + Printing.print(condition));
    }

    /** The first of two joined by the same sign needs no brackets; others have them for the reader's sake. */
    private String signed(List<Condition> conditions, String sign, int own) {
        var parts = new ArrayList<String>();
        for (Condition part : conditions) {
            boolean sameSign = sign.equals(" && ") ? part instanceof Condition.All : part instanceof Condition.Any;
            boolean joins = part instanceof Condition.All || part instanceof Condition.Any;
            String text = constraint(part, own);
            parts.add(joins && !(sameSign && parts.isEmpty()) ? "(" + text + ")" : text);
        }
        return String.join(sign, parts);
    }

    /** Notes that a pattern is spoken of elsewhere. */
    String named(int index) {
        named.add(index);
        return variable(index);
    }

    private String fact(int index, int own) {
        if (index == own) {
            return "this";
        }
        return named(index);
    }

    /** The value that another is compared with; a name of the other's closed list stands without quotes. */
    private String other(Expression value, Expression compared, int own) {
        boolean constant = value instanceof Expression.TextLiteral literal
                && compared instanceof Expression.Read read
                && read.property() instanceof Property.Text<?> text
                && text.values().contains(literal.value());
        return constant ? ((Expression.TextLiteral) value).value() : top(value, own);
    }

    /** An expression without brackets around it. */
    String top(Expression expression, int own) {
        return switch (expression) {
            case Expression.Arithmetic arithmetic ->
                expression(arithmetic.left(), own) + " " + arithmetic.operator().symbol() + " "
                        + expression(arithmetic.right(), own);
            case Expression.Concatenation concatenation ->
                expression(concatenation.left(), own) + " + " + expression(concatenation.right(), own);
            default -> expression(expression, own);
        };
    }

    String expression(Expression expression, int own) {
        return switch (expression) {
            case Expression.NumberLiteral literal -> Printing.number(literal.value());
            case Expression.TextLiteral literal -> Printing.quoted(literal.value());
            case Expression.DayLiteral literal -> "\"" + literal.value() + "\"";
            case Expression.FlagLiteral literal -> String.valueOf(literal.value());
            case Expression.Read read -> read(read, own);
            case Expression.Arithmetic arithmetic -> "(" + top(arithmetic, own) + ")";
            case Expression.Concatenation concatenation -> "(" + top(concatenation, own) + ")";
            case Aggregate aggregate -> result(aggregate);
        };
    }

    private String read(Expression.Read read, int own) {
        String arguments = read.arguments().isEmpty()
                ? ""
                : read.arguments().stream()
                        .map(argument -> top(argument, own))
                        .collect(Collectors.joining(", ", "(", ")"));
        if (read.pattern() == own) {
            return read.property().name() + arguments;
        }
        return named(read.pattern()) + "." + read.property().name() + arguments;
    }
}
