package io.regulars.releases.builder;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.Definition;
import io.regulars.rules.RuleDefinitions;
import io.regulars.rules.model.Diagnostic;
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
 * The files of a release with a segment as the builder defines it: one rule, in a file of its own or where somebody wrote it by hand,
 * and what is said about it. No other text is changed.
 */
final class SegmentFiles {
    private SegmentFiles() {}

    /**
     * A segment to be saved.
     *
     * @param rule the rule's name; null: the present one, of a new rule the title
     * @param info what is said about it; null: what was said before
     * @param inPlace whether a rule that somebody wrote by hand may be changed where it stands
     */
    record Wanted(
            String segment,
            @Nullable String rule,
            Definition definition,
            @Nullable SegmentInfo info,
            boolean inPlace) {
        private String newRule() {
            return rule != null ? rule : info == null ? segment : info.title();
        }
    }

    /**
     * The files with the segment, and where its rule stands in them.
     *
     * @param path of the file with the rule
     * @param line of the rule in it, from 1
     * @param rule its name
     * @param drl the rule alone
     */
    record Put(List<RuleFile> files, String path, int line, String rule, String drl) {
        private Put with(List<RuleFile> edited) {
            return new Put(edited, path, line, rule, drl);
        }

        /** The rule in a file of its own. */
        RuleFile alone() {
            return new RuleFile(path, drl);
        }

        /** Whether something was found in the rule. */
        boolean holds(Diagnostic found) {
            return found.file().equals(path)
                    && found.line() >= line
                    && found.line() < line + drl.lines().count();
        }

        /** The same where the rule is alone. */
        Diagnostic inTheRuleAlone(Diagnostic found) {
            return found.below(1 - line);
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
     * @throws ProblemException CONFLICT if other rules that the builder did not write assign the segment
     */
    static Put put(List<RuleFile> files, Wanted wanted) {
        Optional<RuleDefinitions.OfRule> written = wanted.inPlace ? inPlace(files, wanted.segment) : Optional.empty();
        if (written.isEmpty()) {
            byHand(files, wanted.segment).ifPresent(SegmentFiles::refuse);
        }
        Put put = written.map(rule -> rewritten(files, rule, wanted)).orElseGet(() -> ofItsOwn(files, wanted));
        SegmentInfo info = wanted.info;
        return info == null ? put : put.with(described(put.files, content -> EditSegmentInfos.put(content, info)));
    }

    private static Put ofItsOwn(List<RuleFile> files, Wanted wanted) {
        String path = path(wanted.segment);
        String rule = wanted.rule != null || wanted.info != null
                ? wanted.newRule()
                : RuleDefinitions.in(files.stream()
                                .filter(file -> file.path().equals(path))
                                .toList())
                        .rules()
                        .stream()
                        .map(RuleDefinitions.OfRule::name)
                        .findFirst()
                        .orElseGet(wanted::newRule);
        String drl = wanted.definition.drl(rule, wanted.segment);
        return new Put(sorted(replaced(files, new RuleFile(path, drl))), path, 1, rule, drl);
    }

    private static Put rewritten(List<RuleFile> files, RuleDefinitions.OfRule present, Wanted wanted) {
        String rule = wanted.rule != null ? wanted.rule : present.name();
        RuleDefinitions.Rewritten rewritten = rewritten(files, present, rule, wanted.segment, wanted.definition)
                .orElseThrow();
        return new Put(
                sorted(replaced(files, rewritten.file())), present.file(), rewritten.line(), rule, rewritten.drl());
    }

    private static Optional<RuleDefinitions.Rewritten> rewritten(
            List<RuleFile> files, RuleDefinitions.OfRule present, String name, String segment, Definition definition) {
        return files.stream()
                .filter(file -> file.path().equals(present.file()) && file.isNamed(".+\\.drl"))
                .findFirst()
                .flatMap(file -> RuleDefinitions.rewrite(file, present, name, segment, definition));
    }

    private static List<RuleFile> replaced(List<RuleFile> files, RuleFile by) {
        var edited = new ArrayList<>(
                files.stream().filter(file -> !file.path().equals(by.path())).toList());
        edited.add(by);
        return edited;
    }

    /**
     * The files without the segment: without its rule, and without what is said about it.
     *
     * @throws ProblemException NOT_FOUND if the builder wrote no such segment; CONFLICT if rules that it did not write assign it
     */
    static List<RuleFile> take(List<RuleFile> files, String segment) {
        String path = path(segment);
        List<RuleDefinitions.OfRule> others = others(files, segment);
        if (!others.isEmpty()) {
            refuse(reason(others, segment));
        }
        changedByHand(files, segment).ifPresent(SegmentFiles::refuse);
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

    private static void refuse(String reason) {
        throw new ProblemException(ErrorCode.CONFLICT, reason);
    }

    /** The rules that assign a segment and are not the builder's. */
    private static List<RuleDefinitions.OfRule> others(List<RuleFile> files, String segment) {
        String path = path(segment);
        return RuleDefinitions.in(files).rules().stream()
                .filter(rule -> rule.assigns(segment) && !rule.file().equals(path))
                .toList();
    }

    /** Why the builder may not write a segment that stands in these files; empty if it may. */
    static Optional<String> byHand(List<RuleFile> files, String segment) {
        List<RuleDefinitions.OfRule> others = others(files, segment);
        return others.isEmpty() ? changedByHand(files, segment) : Optional.of(reason(others, segment));
    }

    /** The rule that somebody wrote by hand and that can be changed where it stands: it alone assigns the segment, and shows as a definition. */
    static Optional<RuleDefinitions.OfRule> inPlace(List<RuleFile> files, String segment) {
        List<RuleDefinitions.OfRule> others = others(files, segment);
        String path = path(segment);
        boolean alone = others.size() == 1
                && files.stream().noneMatch(file -> file.path().equals(path));
        return others.stream()
                .filter(rule -> alone && isEditable(files, rule, segment))
                .findFirst();
    }

    private static boolean isEditable(List<RuleFile> files, RuleDefinitions.OfRule rule, String segment) {
        Definition definition = rule.definition();
        return definition != null
                && rule.segments().equals(List.of(segment))
                && rewritten(files, rule, rule.name(), segment, definition).isPresent();
    }

    private static String reason(List<RuleDefinitions.OfRule> others, String segment) {
        return "Rules that were written by hand assign the segment '%s', and would go on doing so: %s. Change those or take them out in a draft; a new segment takes another name."
                .formatted(segment, named(others));
    }

    private static Optional<String> changedByHand(List<RuleFile> files, String segment) {
        String path = path(segment);
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
