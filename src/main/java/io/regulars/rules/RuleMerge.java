package io.regulars.rules;

import io.regulars.rules.merge.MergeFile;
import io.regulars.rules.merge.MergedRuleNames;
import io.regulars.rules.model.MergedRules;
import io.regulars.rules.model.MergedRules.Conflict;
import io.regulars.rules.model.MergedRules.Prefer;
import io.regulars.rules.model.RuleFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    /** Merges the files of two that were made of the same base; without one it is empty. */
    public static MergedRules merge(List<RuleFile> base, List<RuleFile> active, List<RuleFile> draft, Prefer prefer) {
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
        return new MergedRules(files, conflicts, MergedRuleNames.clashes(files, active, draft));
    }

    private static Map<String, RuleFile> byPath(List<RuleFile> files) {
        return files.stream().collect(Collectors.toMap(RuleFile::path, Function.identity(), (a, b) -> b, TreeMap::new));
    }
}
