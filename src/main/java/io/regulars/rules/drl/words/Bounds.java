package io.regulars.rules.drl.words;

import io.regulars.rules.model.DiagnosticCollector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * How much a rule file may hold. It is counted over its words, before any parser sees them, because parsers take time and
 * stack that grow faster than what they read.
 */
public final class Bounds {
    /** The most characters of a rule file. */
    public static final int FILE = 1_000_000;

    static final Most NAME = new Most(100, "name-too-long", "a name", "Shorten it.");
    static final Most TEXT = new Most(1_000, "text-too-long", "a text", "Shorten it.");
    static final Most DIGITS = new Most(40, "number-too-long", "a number", "Write fewer digits.");

    /** Drools' expression parser takes two and a half times as long for each bracket in a bracket. */
    private static final int DEPTH = 8;

    private static final int RULE = 3_000;
    private static final int CONDITION = 1_000;
    private static final int JOINED = 200;
    private static final int PATTERNS_JOINED = 10;
    private static final int CHAIN = 20;

    private final SourceText source;
    private final DiagnosticCollector problems;
    private final Deque<Part> parts = new ArrayDeque<>();
    private int patternsJoined;
    private int chain;
    private boolean signed;

    private Bounds(SourceText source, DiagnosticCollector problems) {
        this.source = source;
        this.problems = problems;
    }

    /** How long something may be, the code if it is longer, what it is, and what to do instead. */
    record Most(int number, String code, String of, String instead) {}

    /** What stands between commas, semicolons and brackets. */
    private static final class Part {
        private int words;
        private int joined;

        void add(Part inner) {
            words += inner.words;
            joined += inner.joined;
        }

        void clear() {
            words = 0;
            joined = 0;
        }
    }

    /** Whether a statement keeps within the bounds; the first word that goes beyond one is reported. */
    public static boolean keeps(List<Word> statement, SourceText source, DiagnosticCollector problems) {
        return new Bounds(source, problems).keeps(statement);
    }

    private boolean keeps(List<Word> statement) {
        parts.push(new Part());
        for (int i = 0; i < statement.size(); i++) {
            if (i == RULE) {
                return refuse(
                        statement.get(i),
                        "rule-too-long",
                        "A rule has at most " + RULE + " words; this is one more.",
                        "Split the rule.");
            }
            if (!keeps(statement.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean keeps(Word word) {
        Part part = parts.getFirst();
        part.words++;
        switch (word.kind()) {
            case OPENING -> {
                if (parts.size() > DEPTH) {
                    return refuse(
                            word,
                            "nested-too-deeply",
                            "Brackets stand in at most " + DEPTH + " others; this one stands in " + (DEPTH + 1) + ".",
                            "Take brackets away, or write several rules.");
                }
                parts.push(new Part());
            }
            case CLOSING -> {
                if (parts.size() > 1) {
                    Part inner = parts.pop();
                    parts.getFirst().add(inner);
                }
            }
            case SIGN, NAME -> {
                if (word.is("&&") || word.is("||")) {
                    part.joined++;
                }
                if (word.is("and") || word.is("or")) {
                    patternsJoined++;
                }
            }
            case NUMBER, TEXT -> {}
        }
        return keepsChain(word) && keeps(parts.getFirst(), word);
    }

    /** Signs and dots in a row: {@code !!!!!}, {@code a.b.c}. */
    private boolean keepsChain(Word word) {
        boolean dot = word.is(".");
        boolean sign = word.kind() == Word.Kind.SIGN && !dot;
        boolean goesOn = dot || sign && signed;
        if (goesOn) {
            chain++;
        } else if (sign || word.kind() == Word.Kind.TEXT || word.kind() == Word.Kind.NUMBER) {
            chain = 0;
        }
        signed = sign;
        return chain <= CHAIN
                || refuse(
                        word,
                        "nested-too-deeply",
                        "At most " + CHAIN + " dots or signs stand in a row; this is one more.",
                        "Write a property of a fact, as in $c.visits.");
    }

    private boolean keeps(Part part, Word word) {
        if (patternsJoined > PATTERNS_JOINED) {
            return refuse(
                    word,
                    "too-many-branches",
                    "Patterns are joined by at most " + PATTERNS_JOINED + " 'and' and 'or' in a rule.",
                    "Join conditions inside a pattern by || instead, or write several rules.");
        }
        if (part.joined > JOINED) {
            return refuse(
                    word,
                    "too-many-conditions",
                    "A condition joins at most " + JOINED + " others by && and ||.",
                    "For a list of values write: city in (\"…\", \"…\"); else write several rules.");
        }
        if (part.words > CONDITION) {
            return refuse(
                    word,
                    "condition-too-long",
                    "A condition has at most " + CONDITION + " words; this is one more.",
                    "Write several rules.");
        }
        if (word.is(",") || word.is(";")) {
            part.clear();
        }
        return true;
    }

    private boolean refuse(Word word, String code, String message, String hint) {
        problems.error(source.position(word.start(), word.end()), code, message, hint);
        return false;
    }
}
