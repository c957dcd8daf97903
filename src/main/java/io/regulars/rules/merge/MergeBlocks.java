package io.regulars.rules.merge;

import io.regulars.rules.merge.Blocks.Block;
import io.regulars.rules.model.MergedRules.Conflict;
import io.regulars.rules.model.MergedRules.Part;
import io.regulars.rules.model.MergedRules.Prefer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Merges a file part by part; a part that was put in stands behind the one it was put behind. */
final class MergeBlocks {
    private final String path;
    private final Blocks base;
    private final Blocks active;
    private final Blocks draft;
    private final Prefer prefer;
    private final List<Conflict> conflicts = new ArrayList<>();

    private MergeBlocks(String path, Blocks base, Blocks active, Blocks draft, Prefer prefer) {
        this.path = path;
        this.base = base;
        this.active = active;
        this.draft = draft;
        this.prefer = prefer;
    }

    /**
     * What came of it.
     *
     * @param parts what each part is to be, by its name
     */
    record Merged(String text, Map<String, String> parts, List<Conflict> conflicts) {}

    /** Empty if both have put the parts in other orders, and their order may make a difference. */
    static Optional<Merged> merge(String path, Blocks base, Blocks active, Blocks draft, Prefer prefer) {
        return new MergeBlocks(path, base, active, draft, prefer).merged();
    }

    private Optional<Merged> merged() {
        boolean byActive = reordered(active);
        boolean byDraft = reordered(draft);
        if (byActive && byDraft && base.ordered() && !common(active, draft).equals(common(draft, active))) {
            return Optional.empty();
        }
        Map<String, Block> parts = new LinkedHashMap<>();
        var names = byDraft ? order(draft, active) : order(active, draft);
        names.forEach(name -> {
            Block part = part(name);
            if (part != null) {
                parts.put(name, part);
            }
        });
        Map<String, String> written = new LinkedHashMap<>();
        parts.forEach((name, part) -> written.put(name, part.written()));
        String text = !byActive && written.equals(draft.written())
                ? draft.text()
                : !byDraft && written.equals(active.written()) ? active.text() : joined(parts);
        return Optional.of(new Merged(text, written, conflicts));
    }

    private boolean reordered(Blocks edited) {
        return !common(base, edited).equals(common(edited, base));
    }

    /** The names of one, in its order, that another has too. */
    private static List<String> common(Blocks one, Blocks other) {
        return one.names().stream().filter(other.all()::containsKey).toList();
    }

    /** All names in the order of one; of the other each behind the one it stands behind there. */
    private static List<String> order(Blocks one, Blocks other) {
        var names = new ArrayList<>(one.names());
        Set<String> known = new HashSet<>(names);
        String before = null;
        for (String name : other.names()) {
            if (known.add(name)) {
                names.add(before == null ? 0 : names.indexOf(before) + 1, name);
            }
            before = name;
        }
        names.addFirst(Blocks.HEAD);
        return names;
    }

    private @Nullable Block part(String name) {
        Block was = base.all().get(name);
        Block now = active.all().get(name);
        Block own = draft.all().get(name);
        if (same(was, own) || same(now, own)) {
            return now;
        }
        if (!same(was, now)) {
            conflicts.add(conflict(name, was, now, own));
            return prefer == Prefer.ACTIVE ? now : own;
        }
        return own;
    }

    private static boolean same(@Nullable Block one, @Nullable Block other) {
        return Objects.equals(text(one), text(other));
    }

    private static @Nullable String text(@Nullable Block block) {
        return block == null ? null : block.written();
    }

    private Conflict conflict(String name, @Nullable Block was, @Nullable Block now, @Nullable Block own) {
        boolean head = name.equals(Blocks.HEAD);
        Part part = head ? Part.FILE : draft.part();
        Block placed = own != null ? own : now;
        int line = placed == null ? 1 : placed.line();
        return Conflicts.of(path, line, part, head ? path : name, text(was), text(now), text(own));
    }

    /** Parts that did not stand together before stand as far apart as others of the file do. */
    private String joined(Map<String, Block> parts) {
        boolean spaced = active.spaced() || draft.spaced();
        var text = new StringBuilder();
        Block before = null;
        for (Block part : parts.values()) {
            if (before != null && !text.isEmpty()) {
                text.append(missing(text, spaced && !adjoin(before, part) ? "\n\n" : "\n"));
            }
            text.append(part.text());
            before = part;
        }
        String all = text.toString().stripTrailing();
        return all.isEmpty() ? "" : all + "\n";
    }

    /** How much of an ending a text lacks. */
    private static String missing(StringBuilder text, String end) {
        String has = end;
        while (!text.toString().endsWith(has)) {
            has = has.substring(1);
        }
        return end.substring(has.length());
    }

    private boolean adjoin(Block before, Block part) {
        return Stream.of(active, draft)
                .filter(blocks ->
                        blocks.all().containsValue(before) && blocks.all().containsValue(part))
                .map(blocks -> List.copyOf(blocks.all().keySet()))
                .anyMatch(names -> names.indexOf(before.name()) + 1 == names.indexOf(part.name()));
    }
}
