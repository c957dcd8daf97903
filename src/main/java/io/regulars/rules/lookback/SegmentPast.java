package io.regulars.rules.lookback;

import io.regulars.facts.past.Past;
import io.regulars.facts.past.Source;
import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.engine.CompiledRule;
import io.regulars.rules.engine.SessionlessSegmentation;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.model.LookingBack;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes back over a client's past for one segment: only the rules that may assign it are asked, and those that conclude what they
 * rest on or go before them in a group, each condition where it may have changed.
 */
public final class SegmentPast {
    private final List<CompiledRule> rules;
    private final Past past;
    private final PastConditions conditions;
    private final Map<String, PastCondition> findings = new HashMap<>();
    /** Findings that are being followed; one that rests on itself cannot be. */
    private final Set<String> open = new HashSet<>();

    private SegmentPast(List<CompiledRule> rules, Past past) {
        this.rules = rules;
        this.past = past;
        this.conditions = new PastConditions(past);
    }

    /** Empty where a rule that may assign the segment has to be asked together with others. */
    public static Optional<LookingBack> of(String segment, List<CompiledRule> rules, Past past) {
        PastCondition any = new SegmentPast(rules, past).any(segment, Rule::assigns);
        return Optional.ofNullable(any).map(condition -> moment -> {
            PastCondition.Since since = condition.at(moment);
            return new LookingBack.Stretch(since.truth().holds(), since.from());
        });
    }

    /** That a rule of a kind gives a name; null: a rule that may give it cannot be followed. */
    private @Nullable PastCondition any(String name, Predicate<Rule> kind) {
        var parts = new ArrayList<PastCondition>();
        for (CompiledRule rule : rules) {
            if (kind.test(rule.rule()) && rule.mayGive(name)) {
                PastCondition part = rule(rule, name);
                if (part == null) {
                    return null;
                }
                parts.add(part);
            }
        }
        return PastCondition.any(parts);
    }

    private @Nullable PastCondition rule(CompiledRule compiled, String name) {
        String group = compiled.rule().activationGroup();
        if (group != null) {
            return first(compiled, group);
        }
        PastCondition followed = followed(compiled, name);
        return followed != null || !SessionlessSegmentation.isPossible(List.of(compiled))
                ? followed
                : whole(compiled, name);
    }

    /** That it holds and no rule of its group that goes before it does. */
    private @Nullable PastCondition first(CompiledRule compiled, String group) {
        PastCondition own = fires(compiled);
        var before = new ArrayList<PastCondition>();
        for (CompiledRule other : rules) {
            boolean goesBefore = other.rule().assigns()
                    && group.equals(other.rule().activationGroup())
                    && other.order() < compiled.order();
            PastCondition fires = goesBefore ? fires(other) : null;
            if (goesBefore && fires == null) {
                return null;
            }
            if (fires != null) {
                before.add(fires);
            }
        }
        return own == null ? null : PastCondition.all(List.of(own, PastCondition.not(PastCondition.any(before))));
    }

    /** That a rule holds whose names are written out; null if one is made of what matches. */
    private @Nullable PastCondition fires(CompiledRule compiled) {
        List<Action> then = compiled.rule().then();
        return then.stream().allMatch(action -> action.name() instanceof Expression.TextLiteral)
                ? followed(compiled, ((Expression.TextLiteral) then.getFirst().name()).value())
                : null;
    }

    /** Null where it cannot be said of each of its patterns by itself since when it was so. */
    private @Nullable PastCondition followed(CompiledRule compiled, String name) {
        Rule rule = compiled.rule();
        boolean written = rule.then().stream().allMatch(action -> action.name() instanceof Expression.TextLiteral);
        if (!written && rule.then().size() > 1) {
            return null;
        }
        Expression given = rule.then().getFirst().name();
        var parts = new ArrayList<PastCondition>();
        boolean named = written;
        for (Element element : rule.when()) {
            Pattern pattern = element.pattern();
            PastCondition part;
            if (pattern.type() == Vocabulary.CLIENT) {
                part = client(pattern);
            } else if (pattern.type() == Vocabulary.FINDING) {
                part = finding(element);
            } else if (!(element instanceof Element.Match) || !OwnPatterns.tells(pattern)) {
                return null;
            } else if (!named && OwnPatterns.tells(pattern, given)) {
                part = named(pattern, given, name);
                named = true;
            } else {
                part = conditions.matched(pattern);
            }
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        if (!named) {
            PastCondition part = namedByClient(given, name);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return PastCondition.all(parts);
    }

    private @Nullable PastCondition client(Pattern pattern) {
        boolean alone = pattern.conditions().stream()
                .allMatch(condition -> References.patterns(condition).stream().allMatch(index -> index == 0));
        return alone
                ? PastCondition.all(
                        pattern.conditions().stream().map(conditions::of).toList())
                : null;
    }

    /** A finding of a name that is written out. */
    private @Nullable PastCondition finding(Element element) {
        Set<String> names = new HashSet<>();
        for (Condition condition : element.pattern().conditions()) {
            if (!(condition instanceof Condition.Comparison comparison
                    && comparison.operator() == Condition.Operator.EQUAL
                    && comparison.left() instanceof Expression.Read read
                    && read.pattern() == element.pattern().index()
                    && comparison.right() instanceof Expression.TextLiteral literal)) {
                return null;
            }
            names.add(literal.value());
        }
        if (names.size() != 1) {
            return null;
        }
        String name = names.iterator().next();
        PastCondition found = findings.get(name);
        if (found == null && open.add(name)) {
            found = any(name, Rule::concludes);
            open.remove(name);
        }
        if (found == null) {
            return null;
        }
        findings.put(name, found);
        return element instanceof Element.Absent ? PastCondition.not(found) : found;
    }

    /** A booking or survey that matches and makes the name. */
    private PastCondition named(Pattern pattern, Expression given, String name) {
        ExpressionFunctions.Value value = new ExpressionFunctions(pattern.index()).value(given);
        return new Spells(
                OwnPatterns.matching(past, pattern, List.of(given)),
                fact -> name.equals(value.of(fact, ConditionFunctions.ALONE)));
    }

    private @Nullable PastCondition namedByClient(Expression given, String name) {
        boolean[] alone = {true};
        References.reads(given, read -> alone[0] &= read.pattern() == 0);
        var literal = new Expression.TextLiteral(name, given.position());
        return alone[0]
                ? conditions.of(new Condition.Comparison(given, Condition.Operator.EQUAL, literal, given.position()))
                : null;
    }

    /** The rule asked as it stands. */
    private PastCondition whole(CompiledRule rule, String name) {
        var asked = new SessionlessSegmentation(List.of(rule));
        return new SampledCondition(
                past,
                client -> Truth.of(asked.of(client).stream()
                        .anyMatch(assignment -> assignment.segment().equals(name))),
                new TimeBoundaries(List.of(rule.rule())),
                Source.ALL,
                SampledCondition.Surely.NEVER);
    }
}
