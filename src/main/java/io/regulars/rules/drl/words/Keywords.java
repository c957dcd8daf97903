package io.regulars.rules.drl.words;

import io.regulars.rules.model.DiagnosticCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A rule's own words, which are written in small letters. {@code When} is told as what it is, and read as {@code when}, so that
 * nothing else is told of the rule because of it.
 *
 * @param words the file's, with such words in small letters
 * @param refused the offsets of those that were not
 */
public record Keywords(List<Word> words, List<Integer> refused) {
    private static final Set<String> SMALL = Set.of("rule", "when", "then", "end");

    public Keywords {
        words = List.copyOf(words);
        refused = List.copyOf(refused);
    }

    /** Finds the keywords among the words of a file. */
    public static Keywords of(List<Word> words, SourceText source, DiagnosticCollector problems) {
        var read = new ArrayList<Word>();
        var refused = new ArrayList<Integer>();
        int depth = 0;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            depth = word.kind() == Word.Kind.OPENING
                    ? depth + 1
                    : word.kind() == Word.Kind.CLOSING ? Math.max(0, depth - 1) : depth;
            String small = word.text().toLowerCase(Locale.ROOT);
            boolean keyword = word.isName() && !small.equals(word.text()) && SMALL.contains(small) && depth == 0;
            if (keyword && stands(small, words, i, source)) {
                refused.add(word.start());
                problems.error(
                        source.position(word.start(), word.end()),
                        "capitals",
                        "'" + word.text() + "' is written in small letters.",
                        "Write " + small + ".");
                read.add(new Word(word.kind(), small, word.start(), word.end()));
            } else {
                read.add(word);
            }
        }
        return new Keywords(read, refused);
    }

    /** Whether a word stands where a keyword does, and not as the name of something. */
    private static boolean stands(String small, List<Word> words, int i, SourceText source) {
        Word next = i + 1 < words.size() ? words.get(i + 1) : null;
        boolean named = next != null && (next.isName() || next.kind() == Word.Kind.TEXT);
        return switch (small) {
            case "rule" ->
                named
                        && (i == 0
                                || source.firstOfItsLine(words.get(i).start())
                                || words.get(i - 1).is("end"));
            case "end" -> next == null || !Set.of("(", ".", ":", "=").contains(next.text());
            default -> next != null && !Set.of("(", ".", ":", "=").contains(next.text()) || small.equals("when");
        };
    }
}
