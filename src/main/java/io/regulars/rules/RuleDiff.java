package io.regulars.rules;

import io.regulars.rules.diff.RuleChanges;
import io.regulars.rules.diff.YamlChanges;
import io.regulars.rules.model.RuleChange;
import io.regulars.rules.model.RuleFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What differs between two sets of rule files in what they mean. Where rules stand, in which order, how they are written and
 * commented makes no difference.
 * <pre>
 *   $c: Client( daysSinceLastVisit >= 60 )  →  $c: Client( daysSinceLastVisit >= 90 )
 *   VALUE_CHANGED daysSinceLastVisit: 60 → 90
 * </pre>
 */
public final class RuleDiff {
    private RuleDiff() {}

    /** The differences, by file and line; none if both mean the same. */
    public static List<RuleChange> between(List<RuleFile> before, List<RuleFile> after) {
        var changes = new ArrayList<RuleChange>();
        changes.addAll(RuleChanges.between(before, after));
        changes.addAll(YamlChanges.between(before, after));
        changes.sort(Comparator.comparing(RuleChange::file).thenComparingInt(RuleChange::line));
        return List.copyOf(changes);
    }
}
