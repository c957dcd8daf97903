package io.regulars.rules.merge;

import io.regulars.rules.drl.words.RuleSpans;
import io.regulars.rules.drl.words.RuleSpans.Span;
import io.regulars.rules.merge.Blocks.Block;
import io.regulars.rules.model.MergedRules.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a rule file between its rules; a comment right above a rule belongs to it. */
final class DrlBlocks {
    private DrlBlocks() {}

    /** Empty if the file cannot be cut: what is no rule stands between rules, two have one name, or it cannot be read. */
    static Optional<Blocks> of(String path, String text) {
        return RuleSpans.of(path, text).flatMap(spans -> cut(text, spans));
    }

    private static Optional<Blocks> cut(String text, List<Span> spans) {
        int first = 0;
        while (first < spans.size() && spans.get(first).rule() == null) {
            first++;
        }
        List<Span> rules = spans.subList(first, spans.size());
        if (rules.stream().anyMatch(span -> span.rule() == null)) {
            return Optional.empty();
        }
        var blocks = new ArrayList<Block>();
        int from = 0;
        int behind = first == 0 ? 0 : spans.get(first - 1).end();
        String name = Blocks.HEAD;
        for (Span rule : rules) {
            int start = withComment(text, behind, rule.start());
            blocks.add(block(text, name, from, start));
            name = String.valueOf(rule.rule());
            from = start;
            behind = rule.end();
        }
        blocks.add(block(text, name, from, text.length()));
        return Blocks.of(Part.RULE, true, blocks);
    }

    private static Block block(String text, String name, int from, int to) {
        int line =
                1 + (int) text.substring(0, from).chars().filter(c -> c == '\n').count();
        return new Block(name, text.substring(from, to), line);
    }

    /** Where a rule with the comment right above it begins: behind the last blank line before it, if there is one. */
    private static int withComment(String text, int behind, int rule) {
        int start = text.lastIndexOf('\n', rule - 1) + 1;
        if (start <= behind) {
            return behind == 0 ? 0 : rule; // another stands on its line
        }
        while (start > behind) {
            int above = text.lastIndexOf('\n', start - 2) + 1;
            boolean rest = above <= behind && behind > 0; // of the line on which the one before ends
            if (rest || text.substring(above, start).isBlank()) {
                return start;
            }
            start = above;
        }
        return start;
    }
}
