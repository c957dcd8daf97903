package io.regulars.rules.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of merging rule files.
 *
 * @param files all that both have made, of conflicts the part that was preferred
 * @param clashes rules of one name that the two have put into different files, which no preference decides
 */
public record MergedRules(List<RuleFile> files, List<Conflict> conflicts, List<Conflict> clashes) {
    public MergedRules {
        files = List.copyOf(files);
        conflicts = List.copyOf(conflicts);
        clashes = List.copyOf(clashes);
    }

    /** Whose part is taken where both have changed one. */
    public enum Prefer {
        ACTIVE,
        DRAFT
    }

    /** What a part of a file is. */
    public enum Part {
        RULE,
        SEGMENT,
        SCENARIO,
        ROWS,
        CAMPAIGN,
        FILE
    }

    /**
     * Something that both have changed, each otherwise.
     *
     * @param line where it stands in the draft's file, in the active one's if it is gone from the draft
     * @param of the name of the rule, segment, scenario or campaign; the path where it is the file
     * @param base how it was before both; null: it was not there, or is no text
     * @param active how it is in the active files; null: it is not there, or is no text
     * @param draft how it is in the draft; null: it is not there, or is no text
     * @param sentence the same for a person
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Conflict(
            String file,
            int line,
            Part part,
            String of,
            @Nullable String base,
            @Nullable String active,
            @Nullable String draft,
            String sentence) {}
}
