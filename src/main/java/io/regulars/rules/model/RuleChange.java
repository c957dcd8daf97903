package io.regulars.rules.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two sets of rule files.
 *
 * @param file where it stands now, or stood if it is gone; so with line, sheet and cell
 * @param of the name of the rule, campaign or segment
 * @param what the part of it: a property, an attribute, a key; null: the whole
 * @param before null where there was nothing
 * @param after null where there is nothing any more
 * @param sentence the same for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleChange(
        Kind kind,
        String file,
        int line,
        @Nullable String sheet,
        @Nullable String cell,
        String of,
        @Nullable String what,
        @Nullable String before,
        @Nullable String after,
        String sentence) {
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
}
