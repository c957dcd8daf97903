package io.regulars.rules.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.rules.merge.Blocks.Block;
import io.regulars.rules.model.MergedRules.Part;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.YamlDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Cuts {@code segments.yaml} between its segments, and a file of scenarios between these. */
final class YamlBlocks {
    private final RuleFile file;
    private final YamlDocument<ObjectNode> document;
    private final String list;

    private YamlBlocks(RuleFile file, YamlDocument<ObjectNode> document, String list) {
        this.file = file;
        this.document = document;
        this.list = list;
    }

    /** Empty if the file cannot be cut: it cannot be read, is none of these, or is not written a part below the other. */
    static Optional<Blocks> of(RuleFile file) {
        return read(file).flatMap(YamlBlocks::cut);
    }

    /** What the file says, part by part, and of the head; empty if it cannot be cut so. */
    static Optional<Map<String, JsonNode>> content(RuleFile file) {
        return read(file).map(YamlBlocks::content);
    }

    private static Optional<YamlBlocks> read(RuleFile file) {
        String list = file.path().equals("segments.yaml") ? "segments" : "scenarios";
        if (!list.equals("segments") && !file.path().startsWith("scenarios/")) {
            return Optional.empty();
        }
        var broken = new AtomicBoolean();
        YamlDocument<ObjectNode> document = YamlDocument.read(file, problem -> broken.set(true));
        return document == null
                        || broken.get()
                        || !document.content().path(list).isContainerNode()
                ? Optional.empty()
                : Optional.of(new YamlBlocks(file, document, list));
    }

    private Map<String, JsonNode> content() {
        Map<String, JsonNode> content = new LinkedHashMap<>();
        ObjectNode head = document.content().deepCopy();
        head.remove(list);
        content.put(Blocks.HEAD, head);
        parts().forEach((name, pointer) -> content.put(name, document.content().at(pointer)));
        return content;
    }

    /** The pointer of each part, by its name. */
    private Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        JsonNode all = document.content().path(list);
        if (all.isArray()) {
            for (int i = 0; i < all.size(); i++) {
                parts.put(all.path(i).path("name").asText(), "/" + list + "/" + i);
            }
        } else {
            all.fieldNames()
                    .forEachRemaining(name -> parts.put(
                            name, "/" + list + "/" + name.replace("~", "~0").replace("/", "~1")));
        }
        return parts;
    }

    private Optional<Blocks> cut() {
        Map<String, String> parts = parts();
        List<String> lines = file.content().lines().map(line -> line + "\n").toList();
        boolean last = document.content().properties().stream()
                .reduce((one, other) -> other)
                .map(key -> key.getKey().equals(list))
                .orElse(false);
        if (!last || parts.size() != document.content().path(list).size() || parts.containsKey("")) {
            return Optional.empty();
        }
        var blocks = new ArrayList<Block>();
        int from = 0;
        int behind = document.place("/" + list).line();
        String name = Blocks.HEAD;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            int line = document.place(part.getValue()).line() - 1;
            if (line < behind || !begins(lines.get(line))) {
                return Optional.empty();
            }
            int start = withComment(lines, behind, line);
            blocks.add(new Block(name, String.join("", lines.subList(from, start)), from + 1));
            name = part.getKey();
            from = start;
            behind = line + 1;
        }
        blocks.add(new Block(name, String.join("", lines.subList(from, lines.size())), from + 1));
        return Blocks.of(list.equals("segments") ? Part.SEGMENT : Part.SCENARIO, false, blocks);
    }

    /** Whether a part that begins on the line has it for itself, as far as that can be told; the merged file is read again. */
    private static boolean begins(String line) {
        return line.startsWith(" ") || line.startsWith("-");
    }

    /** The line of a part, or of the comment right above it. */
    private static int withComment(List<String> lines, int behind, int line) {
        int start = line;
        while (start > behind && lines.get(start - 1).strip().startsWith("#")) {
            start--;
        }
        return start;
    }
}
