package io.regulars.rules.drl.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One statement of a rule file, as far as its words tell: a rule with all it holds, an import. A file is cut into them so
 * that an error in one hides none in another.
 */
public record Statement(List<Word> words) {
    static final Set<String> KEYWORDS =
            Set.of("rule", "query", "function", "declare", "import", "global", "package", "unit");

    private static final Set<String> ONE_LINE = Set.of("import", "global", "package", "unit");

    public Statement {
        words = List.copyOf(words);
    }

    /** The statements of a file in their order; together they hold all its words. */
    public static List<Statement> of(SourceText source, List<Word> words) {
        var statements = new ArrayList<Statement>();
        int from = 0;
        for (int i = 1; i < words.size(); i++) {
            if (begins(source, words, i) || isOver(source, words.get(from), words.get(i))) {
                statements.add(new Statement(words.subList(from, i)));
                from = i;
            }
        }
        if (from < words.size()) {
            statements.add(new Statement(words.subList(from, words.size())));
        }
        return statements;
    }

    /** An import and the like end with their line. */
    private static boolean isOver(SourceText source, Word first, Word word) {
        return ONE_LINE.contains(first.text()) && word.isName() && source.firstOfItsLine(word.start());
    }

    /** After an {@code end} something begins, whatever it is; else where a line begins as a statement does. */
    private static boolean begins(SourceText source, List<Word> words, int i) {
        Word word = words.get(i);
        Word before = words.get(i - 1);
        if (before.is("end") && before.isName()) {
            return !word.is(";");
        }
        if (before.is(";") && i > 1 && words.get(i - 2).is("end")) {
            return true;
        }
        boolean keyword = word.isName() && KEYWORDS.contains(word.text());
        boolean named = i + 1 < words.size()
                && (words.get(i + 1).isName() || words.get(i + 1).kind() == Word.Kind.TEXT);
        return keyword && named && (before.is(";") || source.firstOfItsLine(word.start()));
    }

    /** The word that it begins with. */
    public Word first() {
        return words.getFirst();
    }

    /** The word that it ends with. */
    public Word last() {
        return words.getLast();
    }

    /** Whether it is a rule. */
    public boolean isRule() {
        return first().is("rule");
    }

    /** Whether an offset lies in it. */
    public boolean holds(int offset) {
        return offset >= first().start() && offset < last().end();
    }

    /** The number of its word at or after an offset; the last one's if there is none. */
    public int wordAt(int offset) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).end() > offset) {
                return i;
            }
        }
        return words.size() - 1;
    }

    /** The number of the last such name, or -1. */
    public int lastName(String name) {
        for (int i = words.size() - 1; i >= 0; i--) {
            if (words.get(i).isName() && words.get(i).is(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The number of the first such name from a word on, or -1. */
    public int name(String name, int from) {
        for (int i = from; i < words.size(); i++) {
            if (words.get(i).isName() && words.get(i).is(name)) {
                return i;
            }
        }
        return -1;
    }
}
