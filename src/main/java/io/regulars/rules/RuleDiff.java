package io.regulars.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.regulars.rules.diff.RuleChanges;
import io.regulars.rules.diff.YamlChanges;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** What happened to a part of the rules. */
    public enum Kind {
        RULE_ADDED,
        RULE_REMOVED,
        RULE_RENAMED,
        CONDITION_ADDED,
        CONDITION_REMOVED,
        CONDITION_CHANGED,
        VALUE_CHANGED,
        OPERATOR_CHANGED,
        CONSEQUENCE_CHANGED,
        ATTRIBUTE_CHANGED,
        CAMPAIGN_ADDED,
        CAMPAIGN_REMOVED,
        CAMPAIGN_CHANGED,
        SEGMENT_INFO_ADDED,
        SEGMENT_INFO_REMOVED,
        SEGMENT_INFO_CHANGED,
        OTHER_CHANGED,
        UNREADABLE
    }

    /**
     * One difference.
     *
     * @param file where it stands now, or stood if it is gone; so with line, sheet and cell
     * @param of the name of the rule, campaign or segment
     * @param what the part of it: a property, an attribute, a key; null: the whole
     * @param before null where there was nothing
     * @param after null where there is nothing any more
     * @param sentence the same for a person
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(
            Kind kind,
            String file,
            int line,
            @Nullable String sheet,
            @Nullable String cell,
            String of,
            @Nullable String what,
            @Nullable String before,
            @Nullable String after,
            String sentence) {}

    /** The differences, by file and line; none if both mean the same. */
    public static List<Change> between(List<RuleFile> before, List<RuleFile> after) {
        var changes = new ArrayList<Change>();
        changes.addAll(RuleChanges.between(before, after));
        changes.addAll(YamlChanges.between(before, after));
        changes.sort(Comparator.comparing(Change::file).thenComparingInt(Change::line));
        return List.copyOf(changes);
    }
}
