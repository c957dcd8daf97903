package io.regulars.rules.check;

import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks in rules that compile for what is surely not meant: warnings, each at its place and with a client to show it. It says
 * nothing where it is not sure.
 */
public final class Lint {
    private Lint() {}

    /** Everything it finds, by file and place. */
    public static List<Diagnostic> check(List<Rule> rules) {
        var problems = new DiagnosticCollector();
        var guarded = new GuardedLint(problems);
        var asked = new ArrayList<AnalysedRule>();
        rules.stream()
                .sorted(Comparator.comparingInt(Rule::salience)
                        .reversed()
                        .thenComparing(rule -> rule.position().file())
                        .thenComparingInt(rule -> rule.position().line()))
                .forEach(rule -> guarded.rule(rule, () -> asked.add(AnalysedRule.of(rule))));
        asked.forEach(rule -> guarded.rule(rule.rule(), () -> alone(rule, problems)));
        guarded.all("rules that others shadow", () -> Shadowed.check(asked, problems));
        guarded.all("segments with the same members", () -> SameMembers.check(asked, problems));
        guarded.all("gaps in tables", () -> Gaps.check(asked, problems));
        guarded.all("tags that are put on and taken off in turns", () -> Loops.check(asked, problems));
        guarded.all("names that no rule gives", () -> NeverAssigned.check(asked, problems));
        guarded.all("names that are nearly the same", () -> SimilarNames.check(asked, problems));
        return problems.all();
    }

    private static void alone(AnalysedRule rule, DiagnosticCollector problems) {
        if (!NeverTrue.check(rule, problems) && !AlwaysTrue.check(rule, problems)) {
            Demographics.check(rule, problems);
        }
        Scales.check(rule, problems);
        TextForms.check(rule, problems);
        NamesOfActions.check(rule, problems);
        KnownCodes.check(rule, problems);
        NothingCounted.check(rule, problems);
        EmptyPeriods.check(rule, problems);
    }

    /** Segments by what they ask of the client alone, each with those that everybody in it is surely in too. */
    public static Map<String, Set<String>> widerSegments(List<Rule> rules) {
        return SameMembers.wider(rules.stream().map(AnalysedRule::of).toList());
    }
}
