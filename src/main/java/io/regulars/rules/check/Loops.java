package io.regulars.rules.check;

import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.References;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tags that are put on and taken off in turns: a rule that takes one off reacts to a segment that the tag gives, and one that
 * puts it on reacts to leaving it.
 * <pre>
 *   tags contains "x"        → segment s
 *   Entered( segment == s )  → tags.remove x
 *   Left( segment == s )     → tags.add x
 * </pre>
 */
final class Loops {
    private final Map<String, Set<String>> segmentsOfTag = new HashMap<>();

    private Loops() {}

    static void check(List<AnalysedRule> rules, DiagnosticCollector problems) {
        var loops = new Loops();
        rules.forEach(loops::segment);
        List<Change> changes = new ArrayList<>();
        rules.forEach(rule -> changes(rule, changes));
        for (Change put : changes) {
            for (Change take : changes) {
                if (put.adds && !take.adds && put.tag.equals(take.tag) && loops.follow(put, take)) {
                    problems.warning(
                            take.rule.rule().position(),
                            "loop",
                            "The rules '" + put.rule.rule().name() + "' and '"
                                    + take.rule.rule().name() + "' put the tag '" + put.tag
                                    + "' on and take it off in turns.",
                            "Let one of them react to something else than the segments that the tag gives.");
                }
            }
        }
    }

    /** A rule puts a tag on or takes it off, when a client comes into some segments or leaves some. */
    private record Change(AnalysedRule rule, String tag, boolean adds, Set<String> entered, Set<String> left) {}

    private boolean follow(Change put, Change take) {
        Set<String> given = segmentsOfTag.getOrDefault(put.tag, Set.of());
        return given.stream().anyMatch(segment -> take.entered.contains(segment) && put.left.contains(segment));
    }

    private void segment(AnalysedRule rule) {
        for (Condition condition : rule.conditions()) {
            if (condition instanceof Condition.Contains contains
                    && !contains.negated()
                    && contains.element() instanceof Expression.TextLiteral tag) {
                for (Action action : rule.rule().then()) {
                    if (action instanceof Action.AssignSegment) {
                        segmentsOfTag
                                .computeIfAbsent(tag.value(), ignored -> new HashSet<>())
                                .add(AnalysedRule.literal(action));
                    }
                }
            }
        }
    }

    private static void changes(AnalysedRule rule, List<Change> changes) {
        Set<String> entered = new HashSet<>();
        Set<String> left = new HashSet<>();
        for (Element element : rule.rule().when()) {
            if (element instanceof Element.Match match) {
                Set<String> to = match.pattern().type() == Vocabulary.LEFT ? left : entered;
                match.pattern().conditions().forEach(condition -> texts(condition, to));
            }
        }
        for (Action action : rule.rule().then()) {
            if (action instanceof Action.AddTag || action instanceof Action.RemoveTag) {
                changes.add(
                        new Change(rule, AnalysedRule.literal(action), action instanceof Action.AddTag, entered, left));
            }
        }
    }

    private static void texts(Condition condition, Set<String> texts) {
        References.expressions(condition).forEach(expression -> {
            if (expression instanceof Expression.TextLiteral text) {
                texts.add(text.value());
            }
        });
    }
}
