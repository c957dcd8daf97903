package io.regulars.rules.drl;

import io.regulars.platform.text.NearestName;
import io.regulars.rules.drl.meant.Days;
import io.regulars.rules.drl.meant.Meant;
import io.regulars.rules.drl.meant.MeantPattern;
import io.regulars.rules.drl.words.SourceText;
import io.regulars.rules.drl.words.Statement;
import io.regulars.rules.drl.words.Word;
import io.regulars.rules.model.DiagnosticCollector;
import java.util.List;
import java.util.Set;

/** Says in an analyst's words what the grammar did not expect in a statement. */
final class Unexpected {
    private static final Set<String> OPERATORS = Set.of(
            "==",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "&&",
            "||",
            "+",
            "-",
            "*",
            "/",
            "%",
            "!",
            "in",
            "contains",
            "matches",
            "memberOf",
            "not");
    private static final Set<String> WORDS = Set.of("in", "contains", "matches", "memberOf", "not", "str");
    private static final Set<String> ELEMENTS = Set.of("not", "exists", "forall", "accumulate", "and", "or", "then");

    private final SourceText source;
    private final DiagnosticCollector problems;
    private final Statement statement;

    private Unexpected(SourceText source, DiagnosticCollector problems, Statement statement) {
        this.source = source;
        this.problems = problems;
        this.statement = statement;
    }

    /** Reports what stands at an offset of a statement. */
    static void report(SourceText source, DiagnosticCollector problems, Statement statement, int offset) {
        new Unexpected(source, problems, statement).report(statement.wordAt(offset));
    }

    private void report(int index) {
        Word word = statement.words().get(index);
        if (index == 0) {
            refuse(word, "'" + word.shown() + "' is not expected here.", "A statement begins with rule or import.");
            return;
        }
        Word before = statement.words().get(index - 1);
        if (!statement.isRule()) {
            refuse(
                    word,
                    "'" + word.shown() + "' is not expected after '" + before.shown() + "'.",
                    "Rule files hold rules; imports and globals may be left out.");
            return;
        }
        int when = statement.name("when", 2);
        if (when < 0 || index < when) {
            attribute(word, before, index);
        } else if (depth(index) == 0) {
            MeantPattern.at(source, statement, index).ifPresentOrElse(this::refuse, () -> element(word, before));
        } else {
            Meant.at(source, statement, index).ifPresentOrElse(this::refuse, () -> condition(word, before));
        }
    }

    private void refuse(Meant.Advice advice) {
        List<Word> words = statement.words();
        problems.error(
                source.position(
                        words.get(advice.from()).start(), words.get(advice.to()).end()),
                "syntax",
                advice.message(),
                advice.hint());
    }

    private void attribute(Word word, Word before, int index) {
        if (word.isName()) {
            Word last = hyphenated(index);
            String written = source.text().substring(word.start(), last.end());
            String instead = Attributes.INSTEAD.get(written);
            if (written.equals("if") || instead != null) {
                refuse(
                        new Word(Word.Kind.NAME, written, word.start(), last.end()),
                        "'" + written + "' is not an attribute of a rule.",
                        instead == null ? "Write when." : instead);
                return;
            }
            refuse(
                    new Word(Word.Kind.NAME, written, word.start(), last.end()),
                    "'" + written + "' is not an attribute of a rule.",
                    NearestName.of(written, Attributes.KNOWN)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse(
                                    "Between a rule's name and 'when' stand attributes such as salience 10; a name of several"
                                            + " words stands in quotes."));
            return;
        }
        if (word.is("=") || word.is(":")) {
            refuse(
                    word,
                    "An attribute's value follows its name at once.",
                    "Write " + before.shown() + " "
                            + (index + 1 < statement.words().size()
                                    ? statement.words().get(index + 1).shown()
                                    : "…")
                            + ".");
            return;
        }
        if (word.kind() == Word.Kind.NUMBER && (before.is("effective") || before.is("expires"))) {
            int last = index;
            while (last + 2 < statement.words().size()
                    && statement.words().get(last + 1).is("-")) {
                last += 2;
            }
            String written = source.text()
                    .substring(word.start(), statement.words().get(last).end());
            refuse(
                    new Word(
                            Word.Kind.NUMBER,
                            written,
                            word.start(),
                            statement.words().get(last).end()),
                    "A date stands in quotes.",
                    Days.hint(written));
            return;
        }
        refuse(
                word,
                "'" + word.shown() + "' is not expected after '" + before.shown() + "'.",
                "A rule's name that is more than one word stands in quotes; after it come attributes and 'when'.");
    }

    /** The last word of a name such as {@code lock-on-active}. */
    private Word hyphenated(int index) {
        List<Word> words = statement.words();
        int last = index;
        while (last + 2 < words.size()
                && words.get(last + 1).is("-")
                && words.get(last + 2).isName()) {
            last += 2;
        }
        return words.get(last);
    }

    private void element(Word word, Word before) {
        String near = before.isName() && !ELEMENTS.contains(before.text())
                ? NearestName.of(before.text(), ELEMENTS).orElse("")
                : "";
        if (!near.isEmpty()) {
            refuse(before, "'" + before.shown() + "' is not a word of a rule.", "Did you mean '" + near + "'?");
        } else if (before.isName() && !ELEMENTS.contains(before.text()) && !before.is("when")) {
            refuse(
                    before,
                    "After '" + before.shown() + "' brackets are missing.",
                    "A fact is matched with brackets, as in Client( visits >= 3 ).");
        } else {
            refuse(
                    word,
                    "'" + word.shown() + "' is not expected after '" + before.shown() + "'.",
                    "After 'when' stand patterns such as Client( visits >= 3 ), one below the other.");
        }
    }

    private void condition(Word word, Word before) {
        if (word.is("=")) {
            refuse(word, "'=' compares nothing.", "Write ==.");
        } else if (OPERATORS.contains(before.text())) {
            refuse(before, "After '" + before.text() + "' a value is missing.", "As in visits >= 3.");
        } else if (before.is(",")) {
            refuse(before, "After the comma a condition is missing.", "Delete the comma, or write the condition.");
        } else if (word.is(",")) {
            refuse(word, "Before the comma a condition is missing.", "Delete the comma, or write the condition.");
        } else if (word.isName() && value(before)) {
            refuse(
                    word,
                    "There is no operator '" + word.shown() + "'.",
                    NearestName.of(word.text(), WORDS)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("Conditions are joined by && || or a comma."));
        } else if (value(word) && value(before)) {
            refuse(
                    word,
                    "Between '" + before.shown() + "' and '" + word.shown() + "' an operator is missing.",
                    "As in visits >= 3.");
        } else {
            refuse(
                    word,
                    "'" + word.shown() + "' is not expected after '" + before.shown() + "'.",
                    "A condition is a comparison such as visits >= 3.");
        }
    }

    private static boolean value(Word word) {
        return switch (word.kind()) {
            case NAME, NUMBER, TEXT -> true;
            case CLOSING -> !word.is("}");
            case OPENING, SIGN -> false;
        };
    }

    private int depth(int index) {
        int depth = 0;
        for (Word word : statement.words().subList(0, index)) {
            depth += word.kind() == Word.Kind.OPENING ? 1 : word.kind() == Word.Kind.CLOSING ? -1 : 0;
        }
        return depth;
    }

    private void refuse(Word word, String message, String hint) {
        problems.error(source.position(word.start(), word.end()), "syntax", message, hint);
    }
}
