package io.regulars.rules.compile;

import io.regulars.rules.engine.CompiledRule;
import io.regulars.rules.engine.Fired;
import io.regulars.rules.engine.FiringListener;
import io.regulars.rules.explain.Reasons;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.model.Coverage;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Printing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notes which rules fire, and which of their alternatives are true then. Those below a {@code !}, and those asked of a booking
 * that there is or is not, are not told apart.
 */
final class CoverageRecorder implements FiringListener {
    private record Alternative(Condition condition, ConditionFunctions.Test test) {}

    private final Map<CompiledRule, List<Alternative>> waiting = new IdentityHashMap<>();
    private final Set<CompiledRule> fired = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<CompiledRule> rules;
    private final Map<String, Integer> branches = new HashMap<>();
    private final int alternatives;

    CoverageRecorder(List<CompiledRule> rules) {
        this.rules = rules;
        int count = 0;
        for (CompiledRule rule : rules) {
            var of = new ArrayList<Alternative>();
            for (Element element : rule.rule().when()) {
                if (element instanceof Element.Match match) {
                    match.pattern().conditions().forEach(condition -> find(condition, of));
                }
            }
            count += of.size();
            waiting.put(rule, of);
            branches.merge(rule.rule().name(), 1, Integer::sum);
        }
        this.alternatives = count
                + branches.values().stream()
                        .filter(many -> many > 1)
                        .mapToInt(i -> i)
                        .sum();
    }

    private static void find(Condition condition, List<Alternative> found) {
        switch (condition) {
            case Condition.All all -> all.conditions().forEach(part -> find(part, found));
            case Condition.Any any ->
                any.conditions().forEach(part -> {
                    found.add(new Alternative(part, new ConditionFunctions(-1).test(part)));
                    find(part, found);
                });
            default -> {}
        }
    }

    @Override
    public void fired(Fired by) {
        fired.add(by.rule());
        List<Alternative> open = waiting.get(by.rule());
        if (open != null && !open.isEmpty()) {
            open.removeIf(alternative -> alternative.test().of(null, by.facts()).holds());
        }
    }

    /** What was noted so far. */
    Coverage coverage() {
        Set<String> touched = new HashSet<>();
        fired.forEach(rule -> touched.add(rule.rule().name()));
        var untouched = new ArrayList<Diagnostic>();
        int open = 0;
        for (CompiledRule rule : rules) {
            boolean any = touched.contains(rule.rule().name());
            boolean isBranch = branches.getOrDefault(rule.rule().name(), 1) > 1;
            List<Alternative> of = waiting.getOrDefault(rule, List.of());
            open += of.size() + (isBranch && !fired.contains(rule) ? 1 : 0);
            if (!any && rule.rule().branch() == 0) {
                untouched.add(untouched(
                        rule.rule().position(),
                        "untouched-rule",
                        "the rule '" + rule.rule().name() + "'"));
            } else if (any && isBranch && !fired.contains(rule)) {
                untouched.add(untouched(
                        rule.rule().position(),
                        "untouched-alternative",
                        "alternative " + (rule.rule().branch() + 1) + " of the rule '"
                                + rule.rule().name() + "'"));
            } else if (any) {
                of.forEach(alternative -> untouched.add(untouched(
                        alternative.condition().position(),
                        "untouched-alternative",
                        "'" + Reasons.plain(Printing.print(alternative.condition())) + "' in the rule '"
                                + rule.rule().name() + "'")));
            }
        }
        untouched.sort(Comparator.comparing(Diagnostic::file)
                .thenComparingInt(Diagnostic::line)
                .thenComparingInt(Diagnostic::column));
        return new Coverage(branches.size(), touched.size(), alternatives, alternatives - open, untouched);
    }

    private static Diagnostic untouched(Position position, String code, String what) {
        return DiagnosticCollector.diagnostic(
                position, code, Diagnostic.Severity.WARNING, "No scenario touches " + what + ".", "");
    }
}
