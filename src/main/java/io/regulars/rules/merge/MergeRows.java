package io.regulars.rules.merge;

import io.regulars.rules.model.MergedRules.Conflict;
import io.regulars.rules.model.MergedRules.Part;
import io.regulars.rules.model.MergedRules.Prefer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Merges a CSV table by its rows: changes that do not touch each other are both made. The head of a table says what its rows mean, so
 * where one side has changed a head, the other may not have changed anything.
 */
final class MergeRows {
    private final String path;
    private final List<String> base;
    private final List<String> active;
    private final List<String> draft;
    private final Prefer prefer;
    private final List<String> merged = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();

    private MergeRows(String path, List<String> base, List<String> active, List<String> draft, Prefer prefer) {
        this.path = path;
        this.base = base;
        this.active = active;
        this.draft = draft;
        this.prefer = prefer;
    }

    /** What came of it. */
    record Merged(String text, List<Conflict> conflicts) {}

    /** Empty if the tables are too large or too different, or have other heads. */
    static Optional<Merged> merge(String path, String base, String active, String draft, Prefer prefer) {
        var merging = new MergeRows(path, rows(base), rows(active), rows(draft), prefer);
        boolean comparable = CommonRows.fits(merging.base, merging.active)
                && CommonRows.fits(merging.base, merging.draft)
                && heads(merging.base).equals(heads(merging.active))
                && heads(merging.base).equals(heads(merging.draft));
        return comparable ? Optional.of(merging.merged()) : Optional.empty();
    }

    /** The rows, each on one line or on several where a cell in quotes has line breaks. */
    private static List<String> rows(String text) {
        var rows = new ArrayList<String>();
        var row = new StringBuilder();
        boolean quoted = false;
        for (String line : text.lines().toList()) {
            row.append(row.isEmpty() ? "" : "\n").append(line);
            quoted ^= line.chars().filter(c -> c == '"').count() % 2 == 1;
            if (!quoted) {
                rows.add(row.toString());
                row.setLength(0);
            }
        }
        if (!row.isEmpty()) {
            rows.add(row.toString());
        }
        return rows;
    }

    /** What stands above the first table, and the head of each table. */
    private static List<String> heads(List<String> rows) {
        Predicate<String> begins =
                row -> row.toLowerCase(Locale.ROOT).replace(" ", "").contains("ruletable");
        int first = (int) rows.stream().takeWhile(begins.negate()).count();
        return IntStream.range(0, rows.size())
                .filter(row -> row < first
                        || rows.subList(Math.max(0, row - 4), row + 1).stream().anyMatch(begins))
                .mapToObj(rows::get)
                .toList();
    }

    private Merged merged() {
        int[] inActive = CommonRows.of(base, active);
        int[] inDraft = CommonRows.of(base, draft);
        int was = 0;
        int now = 0;
        int own = 0;
        for (int row = 0; row <= base.size(); row++) {
            boolean end = row == base.size();
            if (end || inActive[row] >= 0 && inDraft[row] >= 0) {
                int toActive = end ? active.size() : inActive[row];
                int toDraft = end ? draft.size() : inDraft[row];
                between(
                        base.subList(was, row),
                        active.subList(now, toActive),
                        draft.subList(own, toDraft),
                        line(draft, own));
                if (!end) {
                    merged.add(base.get(row));
                }
                was = row + 1;
                now = toActive + 1;
                own = toDraft + 1;
            }
        }
        String text = String.join("\n", merged);
        return new Merged(text.isEmpty() ? "" : text + "\n", conflicts);
    }

    private void between(List<String> was, List<String> now, List<String> own, int line) {
        if (was.equals(own)) {
            merged.addAll(now);
        } else if (was.equals(now) || now.equals(own)) {
            merged.addAll(own);
        } else {
            merged.addAll(prefer == Prefer.ACTIVE ? now : own);
            conflicts.add(Conflicts.of(path, line, Part.ROWS, path, text(was), text(now), text(own)));
        }
    }

    private static String text(List<String> rows) {
        return String.join("\n", rows);
    }

    private static int line(List<String> rows, int row) {
        return 1
                + rows.subList(0, row).stream()
                        .mapToInt(each ->
                                1 + (int) each.chars().filter(c -> c == '\n').count())
                        .sum();
    }
}
