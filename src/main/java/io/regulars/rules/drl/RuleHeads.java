package io.regulars.rules.drl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metadata of a file's rules ({@code @owner("ana")}), read before Drools' parser sees the file: where a rule carries any,
 * that parser takes a mistake in its conditions for more of the metadata and drops them without an error.
 *
 * @param text the file's text with the metadata blanked out, so that every place stays
 */
record RuleHeads(String text, List<Head> heads) {
    /**
     * One rule's head.
     *
     * @param start offset of the word {@code rule}
     * @param when offset after the word {@code when}; -1 without one
     */
    record Head(int start, int when, Map<String, String> metadata) {}

    static RuleHeads of(String text) {
        return new Scan(text).run();
    }

    /** The head of the rule that starts at an offset, or nearest before it. */
    Head of(int start) {
        var sought = new Head(start, -1, Map.of());
        int index = Collections.binarySearch(heads, sought, Comparator.comparingInt(Head::start));
        int nearest = index >= 0 ? index : -index - 2;
        return nearest < 0 ? sought : heads.get(nearest);
    }

    /** Whether only blanks and comments stand from an offset to the next word {@code then}. */
    boolean nothingUntilThen(int from) {
        int i = from;
        while (i >= 0 && i < text.length()) {
            int next = Words.skip(text, i);
            if (next > i && text.charAt(i) == '/') {
                i = next;
            } else if (Character.isWhitespace(text.charAt(i))) {
                i++;
            } else {
                return text.startsWith("then", i);
            }
        }
        return true;
    }

    private static final class Scan {
        private final String text;
        private final StringBuilder blanked;
        private final List<Head> heads = new ArrayList<>();
        private Map<String, String> metadata = new LinkedHashMap<>();
        private int start = -1;

        Scan(String text) {
            this.text = text;
            this.blanked = new StringBuilder(text);
        }

        RuleHeads run() {
            int i = 0;
            while (i < text.length()) {
                char c = text.charAt(i);
                int next = Words.skip(text, i);
                if (next > i) {
                    i = next;
                } else if (Character.isJavaIdentifierStart(c)) {
                    next = Words.end(text, i);
                    word(i, next);
                    i = next;
                } else if (c == '@' && start >= 0) {
                    i = annotation(i);
                } else {
                    i++;
                }
            }
            close(-1);
            return new RuleHeads(blanked.toString(), List.copyOf(heads));
        }

        private void word(int from, int to) {
            if (text.regionMatches(from, "rule", 0, 4) && to - from == 4 && start < 0) {
                start = from;
            } else if (text.regionMatches(from, "when", 0, 4) && to - from == 4) {
                close(to);
            }
        }

        private void close(int when) {
            if (start >= 0) {
                heads.add(new Head(start, when, metadata));
                metadata = new LinkedHashMap<>();
                start = -1;
            }
        }

        /** Blanks it out; one whose bracket is not closed is left for the parser to refuse. */
        private int annotation(int at) {
            int name = Words.end(text, at + 1);
            int open = name;
            while (open < text.length() && Character.isWhitespace(text.charAt(open))) {
                open++;
            }
            int end = name;
            String value = "";
            if (open < text.length() && text.charAt(open) == '(') {
                end = Words.closing(text, open);
                if (end < 0) {
                    return name;
                }
                value = text.substring(open + 1, end - 1).strip();
            }
            metadata.put(text.substring(at + 1, name), unquoted(value));
            for (int i = at; i < end; i++) {
                if (!Character.isWhitespace(text.charAt(i))) {
                    blanked.setCharAt(i, ' ');
                }
            }
            return end;
        }

        private static String unquoted(String value) {
            boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
            return quoted ? value.substring(1, value.length() - 1) : value;
        }
    }
}
