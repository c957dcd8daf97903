package io.regulars.rules.check;

import io.regulars.facts.Trigger;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.model.CampaignOrigin;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads from the rules that start campaigns what just happened when they do. */
public final class CampaignOrigins {
    private static final String KIND = "kind";

    private CampaignOrigins() {}

    /** Of each campaign that rules name outright, each branch of a rule that starts it. */
    public static Map<String, List<CampaignOrigin>> of(List<Rule> rules) {
        var origins = new TreeMap<String, List<CampaignOrigin>>();
        for (Rule rule : rules) {
            for (Action action : rule.then()) {
                if (action instanceof Action.StartCampaign start
                        && start.campaign() instanceof Expression.TextLiteral name) {
                    origins.computeIfAbsent(name.value(), campaign -> new ArrayList<>())
                            .add(new CampaignOrigin(rule.name(), kinds(rule)));
                }
            }
        }
        return Collections.unmodifiableMap(origins);
    }

    private static Set<Trigger.Kind> kinds(Rule rule) {
        Set<Trigger.Kind> kinds = EnumSet.noneOf(Trigger.Kind.class);
        rule.when().stream()
                .filter(Element.Match.class::isInstance)
                .map(Element::pattern)
                .filter(pattern -> pattern.type() == Vocabulary.TRIGGER)
                .findFirst()
                .ifPresent(pattern -> kinds.addAll(kinds(pattern)));
        return kinds;
    }

    private static Set<Trigger.Kind> kinds(Pattern pattern) {
        Set<Trigger.Kind> kinds = EnumSet.allOf(Trigger.Kind.class);
        pattern.conditions().forEach(condition -> kinds.retainAll(possible(condition)));
        return kinds;
    }

    /** The kinds for which a condition may hold; all where it asks for something else. */
    private static Set<Trigger.Kind> possible(Condition condition) {
        return switch (condition) {
            case Condition.All all -> {
                Set<Trigger.Kind> kinds = EnumSet.allOf(Trigger.Kind.class);
                all.conditions().forEach(each -> kinds.retainAll(possible(each)));
                yield kinds;
            }
            case Condition.Any any -> {
                Set<Trigger.Kind> kinds = EnumSet.noneOf(Trigger.Kind.class);
                any.conditions().forEach(each -> kinds.addAll(possible(each)));
                yield kinds;
            }
            case Condition.Comparison it
            when it.operator() == Condition.Operator.EQUAL && isKind(it.left()) -> named(List.of(it.right()));
            case Condition.Comparison it
            when it.operator() == Condition.Operator.EQUAL && isKind(it.right()) -> named(List.of(it.left()));
            case Condition.OneOf it when !it.negated() && isKind(it.expression()) -> named(it.options());
            case Condition.Comparison it
            when readsSurvey(it.left()) || readsSurvey(it.right()) -> EnumSet.of(Trigger.Kind.SURVEY);
            default -> EnumSet.allOf(Trigger.Kind.class);
        };
    }

    private static boolean isKind(Expression expression) {
        return expression instanceof Expression.Read read
                && read.factType() == Vocabulary.TRIGGER
                && read.property().name().equals(KIND);
    }

    /** A score is known of survey answers alone. */
    private static boolean readsSurvey(Expression expression) {
        return expression instanceof Expression.Read read
                && read.factType() == Vocabulary.TRIGGER
                && read.property().name().equals("score");
    }

    private static Set<Trigger.Kind> named(List<Expression> options) {
        Set<String> names = options.stream()
                .filter(Expression.TextLiteral.class::isInstance)
                .map(option -> ((Expression.TextLiteral) option).value())
                .collect(Collectors.toSet());
        return names.size() < options.size()
                ? EnumSet.allOf(Trigger.Kind.class)
                : EnumSet.allOf(Trigger.Kind.class).stream()
                        .filter(kind -> names.contains(kind.name()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Trigger.Kind.class)));
    }
}
