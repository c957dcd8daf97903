package io.regulars.rules.check;

import io.regulars.rules.check.analysis.AnalysedRule;
import io.regulars.rules.check.analysis.Geometry;
import io.regulars.rules.check.analysis.Geometry.Answer;
import io.regulars.rules.check.analysis.Region;
import io.regulars.rules.model.DiagnosticCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules and rows that change nothing: in one activation-group those that another always wins over, elsewhere those whose
 * clients get the same by another already.
 */
final class Shadowed {
    /** Pairs that are compared; a release with more groups of more rules is not looked through to the end. */
    private static final int MOST_PAIRS = 100_000;

    private int pairs;

    /** Looks through rules in the order in which they win. */
    static void check(List<AnalysedRule> rules, DiagnosticCollector problems) {
        Map<String, List<AnalysedRule>> comparable = new LinkedHashMap<>();
        for (AnalysedRule rule : rules) {
            String group = rule.rule().activationGroup();
            String key = group == null
                    ? "does " + rule.does()
                    : "group " + group + rule.rule().assigns();
            comparable.computeIfAbsent(key, ignored -> new ArrayList<>()).add(rule);
        }
        var shadowed = new Shadowed();
        comparable.values().forEach(group -> shadowed.group(group, problems));
    }

    private void group(List<AnalysedRule> group, DiagnosticCollector problems) {
        for (int later = 1; later < group.size(); later++) {
            for (int first = 0; first < later && pairs < MOST_PAIRS; first++, pairs++) {
                AnalysedRule before = group.get(first);
                AnalysedRule after = group.get(later);
                boolean branches = before.rule().name().equals(after.rule().name());
                if (!branches && isPossible(after) && after.implies(before)) {
                    report(before, after, problems);
                    break;
                }
            }
        }
    }

    private static boolean isPossible(AnalysedRule rule) {
        return !Geometry.isNone(rule.isTrue());
    }

    private void report(AnalysedRule before, AnalysedRule after, DiagnosticCollector problems) {
        String rule = "The rule '" + after.rule().name() + "' ";
        String other =
                "'" + before.rule().name() + "' (" + before.rule().position().where() + ")";
        boolean same = before.implies(after);
        boolean group = after.rule().activationGroup() != null;
        boolean alike = same && before.does().equals(after.does());
        problems.warning(
                after.clients(),
                after.rule().position(),
                alike ? "duplicate" : "shadowed",
                alike
                        ? rule + "says the same as " + other + "."
                        : group
                                ? rule + "never decides: whoever it is for, " + other + " comes first."
                                : rule + "adds nobody: whoever it is for, " + other + " does the same.",
                example(after));
    }

    private static String example(AnalysedRule rule) {
        return Geometry.ask(rule.isTrue().toList()) instanceof Answer.Some(Region region)
                        && !region.example().isEmpty()
                ? "Such as a client of whom " + region.example() + "."
                : "";
    }
}
