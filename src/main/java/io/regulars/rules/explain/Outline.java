package io.regulars.rules.explain;

import io.regulars.facts.vocabulary.Property;
import io.regulars.rules.model.RuleOutline;
import io.regulars.rules.model.RuleOutline.Threshold;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import io.regulars.rules.tree.ValueType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads of a rule which numbers it compares the client's properties with. */
public final class Outline {
    private Outline() {}

    /** The outline of a rule that assigns segments, all its branches together; empty if there is none of that name. */
    public static Optional<RuleOutline> of(List<Rule> rules, String name) {
        List<Rule> its = rules.stream()
                .filter(rule -> rule.name().equals(name) && rule.assigns())
                .toList();
        if (its.isEmpty()) {
            return Optional.empty();
        }
        Set<Threshold> thresholds = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (Rule rule : its) {
            for (Element element : rule.when()) {
                if (element instanceof Element.Match match && match.pattern().index() == 0) {
                    match.pattern()
                            .conditions()
                            .forEach(condition -> References.conditions(
                                    condition,
                                    part -> threshold(part)
                                            .ifPresentOrElse(
                                                    thresholds::add,
                                                    () -> others(part).forEach(others::add))));
                }
            }
        }
        List<String> segments = its.getFirst().then().stream()
                .map(Action::name)
                .flatMap(each ->
                        each instanceof Expression.TextLiteral text ? Stream.of(text.value()) : Stream.<String>empty())
                .toList();
        return Optional.of(new RuleOutline(name, segments, List.copyOf(thresholds), List.copyOf(others)));
    }

    private static Stream<String> others(Condition condition) {
        boolean ofNumbers = condition instanceof Condition.Ranked
                || condition instanceof Condition.Comparison comparison
                        && comparison.left().type() == ValueType.NUMBER;
        return ofNumbers ? Stream.of(Reasons.plain(Printing.print(condition))) : Stream.empty();
    }

    private static Optional<Threshold> threshold(Condition condition) {
        if (!(condition instanceof Condition.Comparison comparison)) {
            return Optional.empty();
        }
        boolean turned = comparison.left() instanceof Expression.NumberLiteral;
        Expression read = turned ? comparison.right() : comparison.left();
        Expression literal = turned ? comparison.left() : comparison.right();
        Condition.Operator operator = turned ? comparison.operator().flipped() : comparison.operator();
        return read instanceof Expression.Read property
                        && property.pattern() == 0
                        && property.property() instanceof Property.Numeric<?> numeric
                        && literal instanceof Expression.NumberLiteral number
                ? Optional.of(new Threshold(
                        Printing.property(property), numeric.name(), numeric.unit(), operator.symbol(), number.value()))
                : Optional.empty();
    }
}
