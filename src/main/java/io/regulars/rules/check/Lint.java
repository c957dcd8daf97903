package io.regulars.rules.check;

import io.regulars.rules.Diagnostic;
import io.regulars.rules.tree.Rule;
import java.util.Comparator;
import java.util.List;

/**
 * Looks in rules that compile for what is surely not meant: warnings, each at its place and with a client to show it. It says
 * nothing where it is not sure.
 */
public final class Lint {
    private Lint() {}

    /** Everything it finds, by file and place. */
    public static List<Diagnostic> check(List<Rule> rules) {
        var problems = new Problems();
        List<Asked> asked = rules.stream()
                .sorted(Comparator.comparingInt(Rule::salience)
                        .reversed()
                        .thenComparing(rule -> rule.position().file())
                        .thenComparingInt(rule -> rule.position().line()))
                .map(Asked::of)
                .toList();
        for (Asked rule : asked) {
            if (!NeverTrue.check(rule, problems) && !AlwaysTrue.check(rule, problems)) {
                Demographics.check(rule, problems);
            }
            Scales.check(rule, problems);
            TextForms.check(rule, problems);
            Codes.check(rule, problems);
            NothingCounted.check(rule, problems);
        }
        Shadowed.check(asked, problems);
        SameMembers.check(asked, problems);
        Gaps.check(asked, problems);
        Loops.check(asked, problems);
        Unheard.check(asked, problems);
        SimilarNames.check(asked, problems);
        EmptyPeriods.check(asked, problems);
        return problems.all();
    }
}
