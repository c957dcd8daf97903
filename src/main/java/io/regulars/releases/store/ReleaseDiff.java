package io.regulars.releases.store;

import io.regulars.rules.RuleDiff;
import io.regulars.rules.model.RuleChange;
import io.regulars.rules.model.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is different in one release from another, file by file and by meaning.
 *
 * @param from the release that is taken as the one before
 * @param meaning what the rules, campaigns and descriptions say differently; empty if they only stand or look otherwise
 */
record ReleaseDiff(String from, String to, List<RuleChange> meaning, List<OfFile> files) {
    private static final String NOTHING = "";

    /** What became of a file. */
    enum Change {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * A file that is different.
     *
     * @param addedLines null for a workbook, as the diff is
     * @param diff as patches are written
     */
    record OfFile(
            String path,
            Change change,
            @Nullable Integer addedLines,
            @Nullable Integer removedLines,
            @Nullable String diff) {}

    static ReleaseDiff between(WholeRelease from, WholeRelease to) {
        Map<String, RuleFile> old = byPath(from.files());
        Map<String, RuleFile> now = byPath(to.files());
        var paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        var files = new ArrayList<OfFile>();
        for (String path : paths) {
            if (!Objects.equals(old.get(path), now.get(path))) {
                files.add(ofFile(path, old.get(path), now.get(path)));
            }
        }
        return new ReleaseDiff(
                from.release().label(), to.release().label(), RuleDiff.between(from.files(), to.files()), files);
    }

    private static Map<String, RuleFile> byPath(List<RuleFile> files) {
        return files.stream().collect(Collectors.toMap(RuleFile::path, Function.identity(), (a, b) -> b, TreeMap::new));
    }

    private static OfFile ofFile(String path, @Nullable RuleFile before, @Nullable RuleFile after) {
        Change change = before == null ? Change.ADDED : after == null ? Change.REMOVED : Change.CHANGED;
        if (RuleFile.isWorkbook(path)) {
            return new OfFile(path, change, null, null, null);
        }
        LineDiff diff =
                LineDiff.of(before == null ? NOTHING : before.content(), after == null ? NOTHING : after.content());
        return new OfFile(path, change, diff.added(), diff.removed(), diff.unified());
    }
}
