package io.regulars.rules.drl.words;

import java.util.List;

/** The words around one that the grammar did not expect: what they are, and where their brackets open and close. */
public record WordsAround(SourceText source, List<Word> words) {
    /** Whether there is a word of that number, and it is written so. */
    public boolean is(int index, String written) {
        return index >= 0 && index < words.size() && words.get(index).is(written);
    }

    /** The source from one word to another, on one line. */
    public String text(int from, int to) {
        return source.text()
                .substring(words.get(from).start(), words.get(to).end())
                .replaceAll("\\s+", " ");
    }

    /** The number of the bracket that is open at a word, or that it closes; -1 if there is none. */
    public int opening(int at) {
        int depth = 0;
        for (int i = at - 1; i >= 0; i--) {
            depth -= step(i);
            if (depth < 0) {
                return i;
            }
        }
        return -1;
    }

    /** The number of the bracket that closes another; -1 if none does. */
    public int closing(int open) {
        int depth = 0;
        for (int i = open; i < words.size(); i++) {
            depth += step(i);
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private int step(int index) {
        return switch (words.get(index).kind()) {
            case OPENING -> 1;
            case CLOSING -> -1;
            default -> 0;
        };
    }
}
