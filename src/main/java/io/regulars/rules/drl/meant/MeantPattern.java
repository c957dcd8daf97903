package io.regulars.rules.drl.meant;

import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.drl.words.SourceText;
import io.regulars.rules.drl.words.Statement;
import io.regulars.rules.drl.words.Word;
import io.regulars.rules.drl.words.WordsAround;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was probably meant where the grammar did not expect what stands between patterns, written as it should be.
 * <pre>
 *   count( Booking() ) &gt; 2      →  accumulate( Booking(); $n : count(); $n &gt; 2 )
 *   !Booking( late )             →  not Booking( late )
 * </pre>
 */
public final class MeantPattern {
    private static final Set<String> FUNCTIONS = Set.of("count", "sum", "average", "avg", "min", "max", "collectSet");

    private final SourceText source;
    private final List<Word> words;
    private final WordsAround around;

    private MeantPattern(SourceText source, Statement statement) {
        this.source = source;
        this.words = statement.words();
        this.around = new WordsAround(source, words);
    }

    /** What is to be said of the word that the grammar did not expect, which stands outside all brackets. */
    public static Optional<Meant.Advice> at(SourceText source, Statement statement, int index) {
        return index < 1 ? Optional.empty() : new MeantPattern(source, statement).advice(index);
    }

    private Optional<Meant.Advice> advice(int at) {
        Word word = words.get(at);
        Word before = words.get(at - 1);
        boolean fact = Vocabulary.types().containsKey(before.text());
        if (word.is("!")) {
            return advice(at, "A pattern is negated by 'not'.", "Write not " + pattern(at + 1) + ".");
        }
        if (word.is("||") || word.is("|")) {
            return advice(at, "Patterns are not joined by '" + word.text() + "'.", "Write or.");
        }
        if (word.is("&&") || word.is("&") || word.is(",") || word.is("+")) {
            return advice(
                    at,
                    "Patterns are not joined by '" + word.text() + "'.",
                    "Write them one below the other, or join them by and.");
        }
        if (before.is("exists") && around.is(at - 2, "not") || before.is("not") && around.is(at - 2, "exists")) {
            return Optional.of(new Meant.Advice(
                    at - 2, at - 1, "'not' and 'exists' do not go together.", "Write not " + pattern(at) + "."));
        }
        if (before.is("forall") && word.isName()) {
            return advice(at - 1, "'forall' has brackets of its own.", "Write forall( " + pattern(at) + " ).");
        }
        if (before.is("if") || before.is("when") && around.is(at - 2, "when")) {
            return advice(at - 1, "'" + before.text() + "' does not stand before a pattern.", "Leave it out.");
        }
        if (word.is("=") && before.isName()) {
            return advice(
                    at, "A fact is bound with a colon.", "Write " + before.text() + " : " + pattern(at + 1) + ".");
        }
        if (fact && word.is("[")) {
            return advice(at, "A pattern has round brackets.", "Write " + before.text() + "( … ).");
        }
        if (fact && word.isName() && !isElement(word)) {
            return advice(
                    at,
                    "The name of a fact stands before it, with a colon.",
                    "Write " + word.text() + " : " + before.text() + "( … ).");
        }
        return aggregate(at).or(() -> bare(at));
    }

    /** {@code count( Booking( late ) ) > 2}. */
    private Optional<Meant.Advice> aggregate(int at) {
        int open = around.is(at - 1, ")") ? around.opening(at - 1) : -1;
        if (open < 1 || !FUNCTIONS.contains(words.get(open - 1).text())) {
            return Optional.empty();
        }
        String function = words.get(open - 1).text().replace("avg", "average");
        String over = at - 2 > open ? around.text(open + 1, at - 2) : "Booking()";
        boolean counts = function.equals("count");
        String of = counts ? "" : "$x";
        boolean fact = Vocabulary.types().containsKey(words.get(open + 1).text());
        String bound = counts
                ? fact ? over : "Booking()"
                : fact && over.matches("\\w+\\(\\s*\\w+\\s*\\)")
                        ? over.replaceFirst("\\(\\s*(\\w+)\\s*\\)$", "( \\$x : $1 )")
                        : "Booking( status == COMPLETED, $x : price )";
        String compared = at + 1 < words.size() ? around.text(at, at + 1) : "> …";
        return Optional.of(new Meant.Advice(
                open - 1,
                at - 1,
                "'" + function + "' stands in an accumulate.",
                "Write accumulate( %s; $n : %s(%s); $n %s ).".formatted(bound, function, of, compared)));
    }

    /** {@code visits > 3} outside a pattern. */
    private Optional<Meant.Advice> bare(int at) {
        Word before = words.get(at - 1);
        boolean property = Vocabulary.CLIENT.property(before.text()).isPresent();
        if (!property
                || words.get(at).kind() != Word.Kind.SIGN && !words.get(at).isName()) {
            return Optional.empty();
        }
        int end = at;
        while (end + 1 < words.size()
                && !around.is(end + 1, "then")
                && source.line(words.get(end + 1).start()) == source.line(before.start())) {
            end++;
        }
        return advice(
                at - 1,
                "A condition stands in the brackets of a fact.",
                "Write Client( " + around.text(at - 1, end) + " ).");
    }

    private static boolean isElement(Word word) {
        return Set.of("and", "or", "not", "exists", "forall", "accumulate", "then", "from", "over")
                .contains(word.text());
    }

    private static Optional<Meant.Advice> advice(int at, String message, String hint) {
        return Optional.of(new Meant.Advice(at, at, message, hint));
    }

    /** The pattern that begins with a word, as it is written. */
    private String pattern(int at) {
        if (at >= words.size() || !words.get(at).isName()) {
            return "Booking( … )";
        }
        if (!around.is(at + 1, "(")) {
            return words.get(at).text() + "( … )";
        }
        int close = around.closing(at + 1);
        return close < 0 ? words.get(at).text() + "( … )" : around.text(at, close);
    }
}
