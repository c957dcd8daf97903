package io.regulars.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.regulars.rules.merge.MergeFile;
import io.regulars.rules.merge.MergedRuleNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings together what two have made of the same rule files: what one of them left as it was is taken from the other. Files are
 * taken whole, where only one has changed them; else rule by rule, segment by segment, scenario by scenario, and of a CSV table
 * by its rows. What both have changed, each otherwise, is a conflict.
 * <pre>
 *   base     rule "A" 1   rule "B" 1
 *   active   rule "A" 2   rule "B" 1
 *   draft    rule "A" 1   rule "B" 1   rule "C" 1
 *   →        rule "A" 2   rule "B" 1   rule "C" 1
 * </pre>
 */
public final class RuleMerge {
    private RuleMerge() {}

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

    /**
     * What came of it.
     *
     * @param files all that both have made, of conflicts the part that was preferred
     * @param clashes rules of one name that the two have put into different files, which no preference decides
     */
    public record Merged(List<RuleFile> files, List<Conflict> conflicts, List<Conflict> clashes) {
        public Merged {
            files = List.copyOf(files);
            conflicts = List.copyOf(conflicts);
            clashes = List.copyOf(clashes);
        }
    }

    /** Merges the files of two that were made of the same base; without one it is empty. */
    public static Merged merge(List<RuleFile> base, List<RuleFile> active, List<RuleFile> draft, Prefer prefer) {
        Map<String, RuleFile> was = byPath(base);
        Map<String, RuleFile> now = byPath(active);
        Map<String, RuleFile> own = byPath(draft);
        var paths = new TreeSet<>(now.keySet());
        paths.addAll(own.keySet());
        var files = new ArrayList<RuleFile>();
        var conflicts = new ArrayList<Conflict>();
        for (String path : paths) {
            MergeFile.Merged merged = MergeFile.merge(path, was.get(path), now.get(path), own.get(path), prefer);
            if (merged.file() != null) {
                files.add(merged.file());
            }
            conflicts.addAll(merged.conflicts());
        }
        conflicts.sort(Comparator.comparing(Conflict::file).thenComparingInt(Conflict::line));
        return new Merged(files, conflicts, MergedRuleNames.clashes(files, active, draft));
    }

    private static Map<String, RuleFile> byPath(List<RuleFile> files) {
        return files.stream().collect(Collectors.toMap(RuleFile::path, Function.identity(), (a, b) -> b, TreeMap::new));
    }
}
