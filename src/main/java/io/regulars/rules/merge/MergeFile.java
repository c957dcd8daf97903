package io.regulars.rules.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.rules.model.MergedRules.Conflict;
import io.regulars.rules.model.MergedRules.Part;
import io.regulars.rules.model.MergedRules.Prefer;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.YamlDocument;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Merges one file; where it cannot be cut into parts that both sides know, it is a part itself. */
public final class MergeFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String path;
    private final Prefer prefer;

    private MergeFile(String path, Prefer prefer) {
        this.path = path;
        this.prefer = prefer;
    }

    /**
     * What came of it.
     *
     * @param file null: there is none
     */
    public record Merged(@Nullable RuleFile file, List<Conflict> conflicts) {}

    /** Merges three states of a file, each null where there is none. */
    public static Merged merge(
            String path, @Nullable RuleFile base, @Nullable RuleFile active, @Nullable RuleFile draft, Prefer prefer) {
        if (Objects.equals(base, active) || Objects.equals(active, draft)) {
            return new Merged(draft, List.of());
        }
        if (Objects.equals(base, draft)) {
            return new Merged(active, List.of());
        }
        return new MergeFile(path, prefer).merge(base, active, draft);
    }

    private Merged merge(@Nullable RuleFile base, @Nullable RuleFile active, @Nullable RuleFile draft) {
        if (active == null || draft == null) {
            return whole(base, active, draft);
        }
        RuleFile was = base == null ? new RuleFile(path, "") : base;
        String lower = path.toLowerCase(Locale.ROOT);
        Optional<Merged> merged = lower.endsWith(".drl")
                ? rules(was, active, draft)
                : lower.endsWith(".yaml")
                        ? described(was, active, draft)
                        : lower.endsWith(".csv") ? rows(was, active, draft) : Optional.empty();
        return merged.orElseGet(() -> whole(base, active, draft));
    }

    /** What was merged is cut again: it has to say what its parts say. */
    private Optional<Merged> rules(RuleFile base, RuleFile active, RuleFile draft) {
        Optional<Blocks> was = DrlBlocks.of(path, text(base));
        Optional<Blocks> now = DrlBlocks.of(path, text(active));
        Optional<Blocks> own = DrlBlocks.of(path, text(draft));
        if (was.isEmpty() || now.isEmpty() || own.isEmpty()) {
            return Optional.empty();
        }
        return MergeBlocks.merge(path, was.get(), now.get(), own.get(), prefer)
                .filter(merged -> DrlBlocks.of(path, merged.text())
                        .filter(again -> again.written().equals(merged.parts()))
                        .isPresent())
                .map(this::file);
    }

    private Optional<Merged> described(RuleFile base, RuleFile active, RuleFile draft) {
        Optional<Blocks> now = YamlBlocks.of(active);
        Optional<Blocks> own = YamlBlocks.of(draft);
        if (now.isEmpty() || own.isEmpty()) {
            return Optional.empty();
        }
        Optional<Blocks> was = base.bytes().length == 0
                ? Blocks.of(own.get().part(), false, List.of(new Blocks.Block(Blocks.HEAD, "", 1)))
                : YamlBlocks.of(base);
        return was.flatMap(blocks -> MergeBlocks.merge(path, blocks, now.get(), own.get(), prefer))
                .filter(merged -> says(merged, active, draft))
                .map(this::file);
    }

    /** Whether each part of what was merged says what it says on the side it was taken from. */
    private boolean says(MergeBlocks.Merged merged, RuleFile active, RuleFile draft) {
        Map<String, JsonNode> all =
                YamlBlocks.content(new RuleFile(path, merged.text())).orElse(Map.of());
        Map<String, JsonNode> now = YamlBlocks.content(active).orElse(Map.of());
        Map<String, JsonNode> own = YamlBlocks.content(draft).orElse(Map.of());
        return all.keySet().equals(merged.parts().keySet())
                && all.entrySet().stream()
                        .allMatch(part -> part.getValue().equals(now.get(part.getKey()))
                                || part.getValue().equals(own.get(part.getKey())));
    }

    private Optional<Merged> rows(RuleFile base, RuleFile active, RuleFile draft) {
        return MergeRows.merge(path, text(base), text(active), text(draft), prefer)
                .map(merged -> new Merged(new RuleFile(path, merged.text()), merged.conflicts()));
    }

    private Merged file(MergeBlocks.Merged merged) {
        return new Merged(new RuleFile(path, merged.text()), merged.conflicts());
    }

    private Merged whole(@Nullable RuleFile base, @Nullable RuleFile active, @Nullable RuleFile draft) {
        boolean campaign = path.startsWith("campaigns/") && path.endsWith(".yaml");
        RuleFile present = draft != null ? draft : Objects.requireNonNull(active);
        String name = campaign ? campaign(present) : path;
        Conflict conflict = Conflicts.of(
                path,
                1,
                campaign ? Part.CAMPAIGN : Part.FILE,
                name,
                shown(base),
                shown(active),
                shown(draft),
                Conflicts.sentence(campaign ? Part.CAMPAIGN : Part.FILE, name, base, active, draft));
        return new Merged(prefer == Prefer.ACTIVE ? active : draft, List.of(conflict));
    }

    private String campaign(RuleFile file) {
        YamlDocument<ObjectNode> document = YamlDocument.read(file, problem -> {});
        return document == null ? path : document.content().path("name").asText(path);
    }

    private static @Nullable String shown(@Nullable RuleFile file) {
        return file == null || RuleFile.isWorkbook(file.path()) ? null : file.content();
    }

    private static String text(RuleFile file) {
        String text = file.content();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
