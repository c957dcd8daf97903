package io.regulars.rules.lookback;

import io.regulars.facts.Past;
import io.regulars.facts.Source;
import io.regulars.facts.Truth;
import io.regulars.rules.engine.CompiledRule;
import io.regulars.rules.engine.SessionlessSegmentation;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.interpret.HistoryPatterns;
import io.regulars.rules.model.LookingBack;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes back over a client's past for one segment: only the rules that may assign it are asked, each condition where it may
 * have changed.
 */
public final class SegmentPast {
    private final String segment;
    private final Past past;
    private final PastConditions conditions;

    private SegmentPast(String segment, Past past) {
        this.segment = segment;
        this.past = past;
        this.conditions = new PastConditions(past);
    }

    /** Empty where the past is tangled, or a rule that may assign the segment has to be asked together with others. */
    public static Optional<LookingBack> of(String segment, List<CompiledRule> rules, Past past) {
        List<CompiledRule> assigning = rules.stream()
                .filter(rule -> rule.rule().assigns() && mayAssign(rule.rule(), segment))
                .toList();
        if (past.isTangled()
                || assigning.stream().anyMatch(rule -> rule.rule().activationGroup() != null)
                || !SessionlessSegmentation.isPossible(assigning)) {
            return Optional.empty();
        }
        var each = new SegmentPast(segment, past);
        PastCondition any = PastCondition.any(assigning.stream().map(each::rule).toList());
        return Optional.of(moment -> {
            PastCondition.Since since = any.at(moment);
            return new LookingBack.Stretch(since.truth().holds(), since.from());
        });
    }

    private static boolean mayAssign(Rule rule, String segment) {
        return rule.then().stream()
                .map(Action::name)
                .anyMatch(name -> name instanceof Expression.TextLiteral literal
                        ? literal.value().equals(segment)
                        : segment.startsWith(beginning(name)));
    }

    private static String beginning(Expression name) {
        return switch (name) {
            case Expression.TextLiteral literal -> literal.value();
            case Expression.Concatenation concatenation -> beginning(concatenation.left());
            default -> "";
        };
    }

    private PastCondition rule(CompiledRule compiled) {
        Rule rule = compiled.rule();
        List<Pattern> own = new ArrayList<>();
        var parts = new ArrayList<PastCondition>();
        for (Element element : rule.when()) {
            if (element.pattern().ofOwnHistory()) {
                own.add(element.pattern());
            } else {
                element.pattern().conditions().forEach(condition -> parts.add(conditions.of(condition)));
            }
        }
        boolean oneAction = rule.then().size() == 1;
        if (own.isEmpty() && oneAction && rule.then().getFirst().name() instanceof Expression.TextLiteral) {
            return PastCondition.all(parts);
        }
        if (own.size() == 1
                && oneAction
                && !late(rule)
                && SingleStatePatterns.tells(
                        own.getFirst(), rule.then().getFirst().name())) {
            parts.add(bookings(own.getFirst(), rule.then().getFirst().name()));
            return PastCondition.all(parts);
        }
        return whole(compiled);
    }

    private static boolean late(Rule rule) {
        return rule.when().stream()
                .filter(element -> !element.pattern().ofOwnHistory())
                .flatMap(element -> element.pattern().conditions().stream())
                .anyMatch(condition -> HistoryPatterns.isLate(rule, condition));
    }

    /** A booking that matches and makes the name. */
    private PastCondition bookings(Pattern pattern, Expression name) {
        ConditionFunctions.Test test = new ConditionFunctions(pattern.index()).all(pattern.conditions());
        ExpressionFunctions.Value named = new ExpressionFunctions(pattern.index()).value(name);
        return new Spells(
                past,
                episode -> test.of(episode.booking(), ConditionFunctions.ALONE).holds()
                        && segment.equals(named.of(episode.booking(), ConditionFunctions.ALONE)));
    }

    /** The rule asked as it stands. */
    private PastCondition whole(CompiledRule rule) {
        var asked = new SessionlessSegmentation(List.of(rule));
        return new SampledCondition(
                past,
                client -> Truth.of(asked.of(client).stream()
                        .anyMatch(assignment -> assignment.segment().equals(segment))),
                new TimeBoundaries(List.of(rule.rule())),
                Source.ALL,
                SampledCondition.Surely.NEVER);
    }
}
