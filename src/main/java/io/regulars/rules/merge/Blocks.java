package io.regulars.rules.merge;

import io.regulars.rules.model.MergedRules.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A text file cut into parts that each have a name of their own; joined they are the file again. What stands before the first
 * of them is called {@link #HEAD}.
 *
 * @param part what they are
 * @param ordered whether their order may make a difference
 */
record Blocks(Part part, boolean ordered, Map<String, Block> all) {
    static final String HEAD = "";

    /**
     * One part with what stands around it.
     *
     * @param line of its first line, from 1
     */
    record Block(String name, String text, int line) {
        /** The blank lines around it make no difference. */
        String written() {
            return text.strip();
        }
    }

    /** Empty if two have one name. */
    static Optional<Blocks> of(Part part, boolean ordered, List<Block> blocks) {
        Map<String, Block> all = new LinkedHashMap<>();
        blocks.forEach(block -> all.put(block.name(), block));
        return all.size() == blocks.size() ? Optional.of(new Blocks(part, ordered, all)) : Optional.empty();
    }

    /** Their names, the head aside. */
    List<String> names() {
        return all.keySet().stream().filter(name -> !name.equals(HEAD)).toList();
    }

    /** What each says, by its name. */
    Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        all.forEach((name, block) -> written.put(name, block.written()));
        return written;
    }

    /** The file. */
    String text() {
        return all.values().stream().map(Block::text).collect(Collectors.joining());
    }

    /** Whether a blank line stands between some of them. */
    boolean spaced() {
        List<Block> blocks = List.copyOf(all.values());
        return blocks.stream()
                .limit(Math.max(0, blocks.size() - 1))
                .filter(block -> !block.name().equals(HEAD))
                .anyMatch(block -> block.text().endsWith("\n\n"));
    }
}
