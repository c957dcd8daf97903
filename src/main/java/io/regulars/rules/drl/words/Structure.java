package io.regulars.rules.drl.words;

import io.regulars.platform.text.NearestName;
import io.regulars.rules.model.DiagnosticCollector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a statement has the shape of one: its keywords, its brackets, its signs. What is wrong here would lead a parser
 * astray, so that it complained far from the mistake.
 */
public final class Structure {
    private static final String SHAPE = "A rule is: rule \"name\" when <conditions> then <calls> end.";
    /** What may stand between a rule's name and 'when'. */
    public static final Set<String> ATTRIBUTES = Set.of(
            "salience",
            "enabled",
            "date-effective",
            "date-expires",
            "activation-group",
            "no-loop",
            "auto-focus",
            "lock-on-active",
            "agenda-group",
            "ruleflow-group",
            "dialect",
            "calendars",
            "timer",
            "duration");

    private static final Map<String, String> VALUED =
            Map.of("enabled", "false", "salience", "10", "effective", "\"2026-12-01\"", "expires", "\"2026-12-24\"");

    private static final Map<String, String> SIGNS =
            Map.of("=>", ">=", "=<", "<=", "<>", "!=", "===", "==", "!==", "!=");

    private final SourceText source;
    private final DiagnosticCollector problems;
    private final Statement statement;
    private boolean sound = true;

    private Structure(SourceText source, DiagnosticCollector problems, Statement statement) {
        this.source = source;
        this.problems = problems;
        this.statement = statement;
    }

    /** Whether a parser may be asked to read it; if not, that is reported. */
    public static boolean sound(SourceText source, DiagnosticCollector problems, Statement statement) {
        var structure = new Structure(source, problems, statement);
        if (statement.isRule()) {
            structure.rule();
        } else {
            structure.other();
        }
        return structure.sound;
    }

    private void other() {
        Word first = statement.first();
        boolean attribute = isAttribute(first);
        if (!Statement.KEYWORDS.contains(first.text()) && !attribute && !first.is(";")) {
            refuse(
                    first,
                    "syntax",
                    "'" + first.shown() + "' does not begin a rule.",
                    NearestName.of(first.text(), Statement.KEYWORDS)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse(SHAPE));
            return;
        }
        brackets(0, statement.words().size());
    }

    private void rule() {
        List<Word> words = statement.words();
        if (words.size() < 2 || words.get(1).is("when") || words.get(1).is("then")) {
            refuse(words.getFirst(), "syntax", "The rule has no name.", SHAPE);
            return;
        }
        attributes();
        if (!sound) {
            return;
        }
        int then = statement.name("then", 2);
        if (isInBrackets(then)) {
            refuse(
                    words.get(then),
                    "syntax",
                    "'then' stands in the brackets of a fact; a condition has no branches.",
                    "Write " + branches(then).orElse("(a && b) || (!(a) && c)")
                            + ", or a rule for each case; after the last bracket comes 'then'.");
            return;
        }
        boolean ends = statement.last().is("end")
                || words.size() > 1
                        && statement.last().is(";")
                        && words.get(words.size() - 2).is("end");
        if (then < 0) {
            missing("then", ends ? words.size() - 1 : words.size());
        }
        if (statement.name("when", 2) < 0 || then >= 0 && statement.name("when", 2) > then) {
            misspeltWhen(then < 0 ? words.size() : then);
        }
        if (!ends && then >= 0) {
            missing("end", words.size());
        }
        if (then >= 0) {
            int end = ends ? statement.lastName("end") : words.size();
            brackets(2, then);
            brackets(then + 1, end);
            signs(then);
            texts(Math.max(2, statement.name("when", 2)));
            semicolons(then + 1, end);
        }
    }

    /** {@code Client( if visits > 3 then spend > 10 )}, and another 'then' where it belongs. */
    private boolean isInBrackets(int then) {
        int depth = 0;
        for (Word word : statement.words().subList(0, Math.max(0, then))) {
            depth += word.kind() == Word.Kind.OPENING ? 1 : word.kind() == Word.Kind.CLOSING ? -1 : 0;
        }
        boolean branches = then > 0
                && statement.words().subList(2, then).stream()
                        .anyMatch(
                                word -> word.text().matches("(?i)if|case|when") && !word.is("when") || word.is("case"));
        return depth > 0 && branches;
    }

    /**
     * What is meant by branches of two conditions, or of two values that something is compared with.
     * <pre>
     *   case when visits &gt; 3 then spend &gt; 100 else spend &gt; 50 end     → (visits &gt; 3 &amp;&amp; spend &gt; 100) || (!(visits &gt; 3) &amp;&amp; spend &gt; 50)
     *   spend &gt; case when visits &gt; 3 then 100 else 50 end             → the same
     * </pre>
     */
    private Optional<String> branches(int then) {
        List<Word> words = statement.words();
        int begin = then;
        while (begin > 0 && !words.get(begin).text().matches("(?i)if|case")) {
            begin--;
        }
        int asked = begin + 1 < then && words.get(begin + 1).text().equalsIgnoreCase("when") ? begin + 2 : begin + 1;
        int otherwise = then;
        while (otherwise < words.size() && !words.get(otherwise).text().equalsIgnoreCase("else")) {
            otherwise++;
        }
        int end = otherwise;
        while (end < words.size()
                && words.get(end).kind() != Word.Kind.CLOSING
                && !words.get(end).text().matches("(?i)end|when")) {
            end++;
        }
        boolean whole = begin > 0 && asked < then && then + 1 < otherwise && otherwise + 1 < end;
        if (!whole || end < words.size() && words.get(end).text().equalsIgnoreCase("when")) {
            return Optional.empty();
        }
        boolean ofValues = words.get(begin - 1).kind() == Word.Kind.SIGN
                && begin > 2
                && words.get(begin - 2).isName()
                && !words.get(begin - 1).is(",")
                && !words.get(begin - 1).text().matches("&&|\\|\\|");
        String compared = ofValues ? between(begin - 2, begin) + " " : "";
        String when = between(asked, then);
        return Optional.of("(" + when + " && " + compared + between(then + 1, otherwise) + ") || (!(" + when + ") && "
                + compared + between(otherwise + 1, end) + ")");
    }

    private String between(int from, int until) {
        List<Word> words = statement.words();
        return source.text()
                .substring(words.get(from).start(), words.get(until - 1).end());
    }

    /** {@code enabled} without a value: what comes next would be taken for it. */
    private void attributes() {
        int when = statement.name("when", 2);
        for (int i = 2; i < when; i++) {
            Word word = statement.words().get(i);
            Word next = statement.words().get(i + 1);
            boolean alone = VALUED.containsKey(word.text()) && next.isName() && (i + 1 == when || isAttribute(next));
            if (alone) {
                refuse(
                        word,
                        "syntax",
                        "'" + word.text() + "' has no value.",
                        "Write " + word.text() + " " + VALUED.get(word.text()) + ".");
            }
        }
    }

    private static boolean isAttribute(Word word) {
        return ATTRIBUTES.stream().anyMatch(name -> name.split("-", 2)[0].equals(word.text()));
    }

    /** The nearest word is marked if one is near; else the word after which the keyword should have come. */
    private void missing(String keyword, int before) {
        Optional<Word> near = near(keyword, before);
        if (near.isPresent()) {
            refuse(
                    near.get(),
                    "syntax",
                    "'" + near.get().shown() + "' is not a word of a rule.",
                    "Did you mean '" + keyword + "'?");
            return;
        }
        Word after = statement.words().get(Math.max(0, before - 1));
        refuse(
                after,
                "syntax",
                "The rule " + named() + " has no '" + keyword + "'" + (keyword.equals("end") ? " after this." : "."),
                SHAPE);
    }

    /** 'when' may be left out; a word that looks like it was not meant to be. */
    private void misspeltWhen(int before) {
        near("when", before)
                .ifPresent(word -> refuse(
                        word, "syntax", "'" + word.shown() + "' is not a word of a rule.", "Did you mean 'when'?"));
    }

    private Optional<Word> near(String keyword, int before) {
        int depth = 0;
        for (int i = 2; i < before; i++) {
            Word word = statement.words().get(i);
            depth += word.kind() == Word.Kind.OPENING ? 1 : word.kind() == Word.Kind.CLOSING ? -1 : 0;
            boolean alone = i + 1 >= statement.words().size()
                    || !Set.of("(", ".", ":", "=")
                            .contains(statement.words().get(i + 1).text());
            if (depth == 0
                    && alone
                    && word.isName()
                    && !word.is("when")
                    && !word.is("then")
                    && !word.is("end")
                    && NearestName.of(word.text(), Set.of(keyword)).isPresent()) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    private String named() {
        Word name = statement.words().get(1);
        return name.kind() == Word.Kind.TEXT
                ? "'" + name.text().substring(1, name.text().length() - 1) + "'"
                : name.shown();
    }

    private void brackets(int from, int to) {
        Deque<Word> open = new ArrayDeque<>();
        for (Word word : statement.words().subList(Math.min(from, to), to)) {
            if (word.kind() == Word.Kind.OPENING) {
                open.push(word);
            } else if (word.kind() == Word.Kind.CLOSING) {
                if (open.isEmpty()) {
                    refuse(
                            word,
                            "bracket",
                            "'" + word.text() + "' closes no bracket.",
                            "Delete it, or open one before.");
                    return;
                }
                Word opening = open.pop();
                if (!opening.closing().equals(word.text())) {
                    refuse(
                            word,
                            "bracket",
                            "'" + word.text() + "' does not close '" + opening.text() + "'.",
                            "Close it with '" + opening.closing() + "'.");
                    return;
                }
            }
        }
        if (!open.isEmpty()) {
            Word opening = open.peek();
            refuse(
                    opening,
                    "bracket",
                    "'" + opening.text() + "' is never closed.",
                    "Close it with '" + opening.closing() + "'.");
        }
    }

    private void signs(int then) {
        for (Word word : statement.words().subList(0, then)) {
            String meant = SIGNS.get(word.text());
            if (meant != null && word.kind() == Word.Kind.SIGN) {
                refuse(word, "unknown-operator", "There is no operator '" + word.text() + "'.", "Write " + meant + ".");
            }
        }
    }

    private void texts(int from) {
        for (int i = from; i < statement.words().size(); i++) {
            Word word = statement.words().get(i);
            boolean interval = statement.words().get(Math.max(0, i - 1)).text().equalsIgnoreCase("interval");
            if (word.kind() == Word.Kind.TEXT && word.text().startsWith("'") && !interval) {
                refuse(
                        word,
                        "char-literal",
                        "Text stands in double quotes.",
                        "Write \"" + word.text().substring(1, word.text().length() - 1) + "\".");
            }
        }
    }

    /** After a call that is the last, or that another follows on a line of its own. */
    private void semicolons(int from, int to) {
        int depth = 0;
        for (int i = from; i < to && sound; i++) {
            Word word = statement.words().get(i);
            depth += word.kind() == Word.Kind.OPENING ? 1 : word.kind() == Word.Kind.CLOSING ? -1 : 0;
            Word next = i + 1 < to ? statement.words().get(i + 1) : null;
            boolean follows = next == null || next.isName() && source.firstOfItsLine(next.start());
            if (depth == 0 && word.is(")") && follows) {
                refuse(
                        word,
                        "unreadable-consequence",
                        "After this ')' a semicolon is missing.",
                        "Each call ends with a semicolon.");
            }
        }
    }

    private void refuse(Word word, String code, String message, String hint) {
        sound = false;
        problems.error(source.position(word.start(), word.end()), code, message, hint);
    }
}
