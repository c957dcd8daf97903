package io.regulars.rules.engine;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The segments of which rules read more than the name: when it was entered, say.
 *
 * @param any whether a rule does so of any segment
 */
record SegmentsReadWithTime(boolean any, Set<String> names) {
    private static final Set<FactType<?>> MEMBERSHIPS = Set.of(Vocabulary.ENTERED, Vocabulary.LEFT, Vocabulary.MEMBER);

    static SegmentsReadWithTime of(List<CompiledRule> rules) {
        List<Set<String>> asked = rules.stream()
                .flatMap(rule -> patternsReadFurther(rule.rule()))
                .map(SegmentsReadWithTime::names)
                .toList();
        return new SegmentsReadWithTime(
                asked.stream().anyMatch(Set::isEmpty),
                asked.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet()));
    }

    private static Stream<Pattern> patternsReadFurther(Rule rule) {
        Set<Integer> read = new HashSet<>();
        Consumer<Expression.Read> note = one -> {
            if (MEMBERSHIPS.contains(one.factType()) && !one.property().name().equals("segment")) {
                read.add(one.pattern());
            }
        };
        rule.when()
                .forEach(element ->
                        element.pattern().conditions().forEach(condition -> References.reads(condition, note)));
        rule.then().forEach(action -> References.reads(action.name(), note));
        return rule.when().stream().map(Element::pattern).filter(pattern -> read.contains(pattern.index()));
    }

    /** Whether it may matter to a rule when one of these segments was entered or left. */
    boolean concerns(Set<String> segments) {
        return any && !segments.isEmpty() || segments.stream().anyMatch(names::contains);
    }

    /** The segments that {@code segment == "x"} or {@code segment in ("x", "y")} lets a pattern speak of; empty: any. */
    private static Set<String> names(Pattern pattern) {
        Set<String> names = new HashSet<>();
        for (Condition condition : pattern.conditions()) {
            List<Expression> options = switch (condition) {
                case Condition.Comparison comparison
                when comparison.operator() == Condition.Operator.EQUAL && segment(comparison.left()) ->
                    List.of(comparison.right());
                case Condition.OneOf oneOf when !oneOf.negated() && segment(oneOf.expression()) -> oneOf.options();
                default -> List.of();
            };
            if (names.isEmpty() && options.stream().allMatch(Expression.TextLiteral.class::isInstance)) {
                options.forEach(option -> names.add(((Expression.TextLiteral) option).value()));
            }
        }
        return names;
    }

    private static boolean segment(Expression expression) {
        return expression instanceof Expression.Read read
                && read.property().name().equals("segment");
    }
}
