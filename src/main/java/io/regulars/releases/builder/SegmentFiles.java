package io.regulars.releases.builder;

import io.regulars.platform.ErrorCode;
import io.regulars.platform.ProblemException;
import io.regulars.rules.Definition;
import io.regulars.rules.RuleDefinitions;
import io.regulars.rules.model.RuleFile;
import io.regulars.segments.EditSegmentInfos;
import io.regulars.segments.ReadSegmentInfos;
import io.regulars.segments.SegmentInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of a release with a segment as the builder defines it: one rule in a file of its own, and what is said about it.
 * What somebody wrote by hand is never changed by it.
 */
final class SegmentFiles {
    private SegmentFiles() {}

    /**
     * A segment to be saved.
     *
     * @param rule the rule's name
     * @param info what is said about it; null: what was said before
     */
    record Wanted(
            String segment,
            String rule,
            Definition definition,
            @Nullable SegmentInfo info) {
        /** Its rule, in a file of its own. */
        RuleFile file() {
            return new RuleFile(path(segment), definition.drl(rule, segment));
        }
    }

    /** The file that is a segment's; a name that a file cannot have is told apart by its hash. */
    static String path(String segment) {
        String plain = segment.replaceAll("[^A-Za-z0-9_-]", "-");
        String mark = plain.equals(segment) && plain.length() <= 100
                ? ""
                : "-" + HexFormat.of().toHexDigits(segment.hashCode());
        return "segments/" + plain.substring(0, Math.min(100, plain.length())) + mark + ".drl";
    }

    /**
     * The files with the segment.
     *
     * @throws ProblemException CONFLICT if rules that the builder did not write assign the segment
     */
    static List<RuleFile> put(List<RuleFile> files, Wanted wanted) {
        String path = path(wanted.segment);
        refuseOthers(files, wanted.segment);
        var edited = new ArrayList<>(
                files.stream().filter(file -> !file.path().equals(path)).toList());
        edited.add(wanted.file());
        SegmentInfo info = wanted.info;
        return info == null ? sorted(edited) : described(edited, content -> EditSegmentInfos.put(content, info));
    }

    /**
     * The files without the segment: without its rule, and without what is said about it.
     *
     * @throws ProblemException NOT_FOUND if the builder wrote no such segment; CONFLICT if rules that it did not write assign it
     */
    static List<RuleFile> take(List<RuleFile> files, String segment) {
        String path = path(segment);
        refuseOthers(files, segment);
        List<RuleFile> left =
                files.stream().filter(file -> !file.path().equals(path)).toList();
        if (left.size() == files.size()) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND, "The builder has saved no segment '%s'.".formatted(segment));
        }
        return described(left, content -> EditSegmentInfos.take(content, segment));
    }

    private static List<RuleFile> described(List<RuleFile> files, UnaryOperator<String> edit) {
        var edited = new ArrayList<>(files);
        RuleFile present = edited.stream()
                .filter(ReadSegmentInfos::isIt)
                .findFirst()
                .orElseGet(() -> new RuleFile(EditSegmentInfos.FILE, ""));
        String after = edit.apply(present.content());
        if (!after.equals(present.content())) {
            edited.removeIf(file -> file.path().equals(present.path()));
            edited.add(new RuleFile(present.path(), after));
        }
        return sorted(edited);
    }

    private static List<RuleFile> sorted(List<RuleFile> files) {
        return files.stream().sorted(Comparator.comparing(RuleFile::path)).toList();
    }

    private static void refuseOthers(List<RuleFile> files, String segment) {
        byHand(files, segment).ifPresent(reason -> {
            throw new ProblemException(ErrorCode.CONFLICT, reason);
        });
    }

    /** Why the builder may not write a segment that stands in these files; empty if it may. */
    static Optional<String> byHand(List<RuleFile> files, String segment) {
        String path = path(segment);
        List<RuleDefinitions.OfRule> others = RuleDefinitions.in(files).rules().stream()
                .filter(rule -> rule.assigns(segment) && !rule.file().equals(path))
                .toList();
        if (!others.isEmpty()) {
            return Optional.of(
                    "Rules that were written by hand assign the segment '%s', and would go on doing so: %s. Change those or take them out in a draft; a new segment takes another name."
                            .formatted(segment, named(others)));
        }
        return files.stream()
                .filter(file -> file.path().equals(path) && !isBuilders(file, segment))
                .findFirst()
                .map(file ->
                        "%s was written or changed by hand, which this would undo. Change the file in a draft, or take it out there first."
                                .formatted(path));
    }

    private static String named(List<RuleDefinitions.OfRule> rules) {
        return rules.stream()
                .limit(5)
                .map(rule -> "'%s' (%s line %d)".formatted(rule.name(), rule.file(), rule.line()))
                .collect(Collectors.joining(", "));
    }

    /** Whether a file is as the builder writes it, to the letter. */
    private static boolean isBuilders(RuleFile file, String segment) {
        List<RuleDefinitions.OfRule> rules = RuleDefinitions.in(List.of(file)).rules();
        Definition definition = rules.size() == 1 ? rules.getFirst().definition() : null;
        return definition != null
                && file.content().equals(definition.drl(rules.getFirst().name(), segment));
    }
}
