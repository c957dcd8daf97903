package io.regulars.rules.drl;

import io.regulars.rules.drl.words.Statement;
import io.regulars.rules.drl.words.Word;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is read of a file's rules before Drools' parser sees them. Their metadata ({@code @owner("ana")}): where a rule carries
 * any, that parser takes a mistake in its conditions for more of the metadata and drops them without an error. And
 * consequences that are plain calls, on which it spends more than on all conditions.
 *
 * @param text the file's text with these blanked out, so that every place stays
 */
record RuleHeads(String text, List<Head> heads) {
    /**
     * What is read of one rule.
     *
     * @param start offset of the word {@code rule}
     * @param unconditional whether {@code then} follows {@code when} at once
     * @param bound the names that are bound in it, wherever
     * @param calls all that the consequence says; empty if it says anything but plain calls, and is left to the parsers
     */
    record Head(
            int start, boolean unconditional, Map<String, String> metadata, Set<String> bound, List<PlainCall> calls) {}

    static RuleHeads of(String text, List<Statement> statements) {
        var blanked = new StringBuilder(text);
        List<Head> heads = statements.stream()
                .filter(Statement::isRule)
                .map(rule -> head(rule, text, blanked))
                .toList();
        return new RuleHeads(blanked.toString(), heads);
    }

    /** The head of the rule that starts at an offset, or nearest before it. */
    Head of(int start) {
        var sought = new Head(start, false, Map.of(), Set.of(), List.of());
        int index = Collections.binarySearch(heads, sought, Comparator.comparingInt(Head::start));
        int nearest = index >= 0 ? index : -index - 2;
        return nearest < 0 ? sought : heads.get(nearest);
    }

    private static Head head(Statement rule, String text, StringBuilder blanked) {
        List<Word> words = rule.words();
        int when = rule.name("when", 0);
        Map<String, String> metadata = new LinkedHashMap<>();
        int end = when < 0 ? words.size() : when;
        for (int i = 1; i + 1 < end; i++) {
            if (words.get(i).is("@") && words.get(i + 1).isName()) {
                int last = last(words, i + 1, end);
                String value = last > i + 1
                        ? text.substring(words.get(i + 2).end(), words.get(last).start())
                        : "";
                metadata.put(words.get(i + 1).text(), unquoted(value.strip()));
                blank(blanked, words.get(i).start(), words.get(last).end());
                i = last;
            }
        }
        boolean unconditional =
                when >= 0 && when + 1 < words.size() && words.get(when + 1).is("then");
        List<PlainCall> calls = PlainCall.of(words, rule.name("then", 2) + 1, rule.lastName("end"));
        if (!calls.isEmpty()) {
            blank(
                    blanked,
                    calls.getFirst().global().start(),
                    calls.getLast().closing().end() + 1);
        }
        return new Head(words.getFirst().start(), unconditional, metadata, bound(words), calls);
    }

    private static Set<String> bound(List<Word> words) {
        var bound = new HashSet<String>();
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).is(":") && words.get(i - 1).isName()) {
                bound.add(words.get(i - 1).text());
            }
        }
        return bound;
    }

    /** The number of the last word of metadata: its name, or the bracket that closes what follows the name. */
    private static int last(List<Word> words, int name, int end) {
        if (name + 1 >= end || !words.get(name + 1).is("(")) {
            return name;
        }
        int depth = 0;
        for (int i = name + 1; i < end; i++) {
            depth += words.get(i).is("(") ? 1 : words.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return name; // left for the parser to refuse
    }

    private static void blank(StringBuilder text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                text.setCharAt(i, ' ');
            }
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
