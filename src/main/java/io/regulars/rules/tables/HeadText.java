package io.regulars.rules.tables;

import io.regulars.platform.text.NearestName;
import io.regulars.rules.tables.sheet.Cell;
import io.regulars.rules.tables.sheet.Unclear;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with a cell in a table's head by itself. The texts of several cells make one rule: what one
 * leaves open would be told of another, and a place for the value that is misspelt would be taken for text.
 */
final class HeadText {
    private final String text;
    private final Set<String> bound;
    /** As it stands in the cell's file: a CSV has each quote twice. */
    private final String paramInQuotes;

    private final Deque<Character> open = new ArrayDeque<>();
    private boolean quoted;

    private static final Set<String> VALUES = Set.of(
            "min", "max", "from", "to", "value", "val", "cell", "low", "high", "lower", "upper", "start", "end",
            "begin", "param1", "param2", "p1", "p2", "arg", "args", "x", "n", "wert", "von", "bis");
    private static final Pattern EACH = Pattern.compile("forall\\s*\\([^)]*\\)\\s*\\{[^}]*\\}");
    private static final Pattern SINGLE_QUOTES = Pattern.compile("'[^'\"]*\\$(param\\b|\\d)[^'\"]*'");
    private static final Pattern MEMBER = Pattern.compile("\\b([A-Z]\\w*\\.)\\$(param\\b|\\d+)");
    private static final Pattern OTHER_PLACE = Pattern.compile(
            "[$#%@]?\\{\\s*(\\w*)\\s*\\}|\\$\\(\\s*\\w*\\s*\\)|(?<![\\w$])[:@#%]?param\\b%?|<\\s*(param|value)\\s*>|\\?\\d?|%[sd]\\b");

    /** A longer one is looked through for signs only. */
    private static final int LONGEST = 1_000;

    /** A mistake, to be told at the cell. */
    record Mistake(String code, String message, String hint) {}

    private HeadText(Cell cell, Set<String> bound) {
        this.text = cell.text();
        this.bound = bound;
        this.paramInQuotes = cell.kind() == Cell.Kind.ENTRY ? "\"\"$param\"\"" : "\"$param\"";
    }

    /**
     * The first mistake, if there is any.
     *
     * @param bound variables of the table's head
     */
    static Optional<Mistake> mistake(Cell cell, Set<String> bound) {
        if (cell.kind() == Cell.Kind.ERROR) {
            Unclear unclear = Unclear.of(cell.text());
            return Optional.of(new Mistake("unclear-value", String.valueOf(unclear.getMessage()), unclear.hint));
        }
        var head = new HeadText(cell, bound);
        return head.otherPlace().or(head::mistake);
    }

    private Optional<Mistake> mistake() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            Optional<Mistake> mistake = c == '$' ? place(i) : quoted ? Optional.empty() : sign(c, i);
            if (mistake.isPresent()) {
                return mistake;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            }
        }
        if (quoted) {
            return Optional.of(new Mistake(
                    "unclosed-text", "This cell opens a text that it does not close.", "Close it with \"."));
        }
        return open.isEmpty() ? Optional.empty() : Optional.of(bracket());
    }

    private Optional<Mistake> sign(char c, int at) {
        if (text.startsWith("//", at) || text.startsWith("/*", at)) {
            boolean place = text.indexOf("$param", at) >= 0 || text.matches("(?s).*/[/*].*\\$\\d.*");
            return Optional.of(new Mistake(
                    "comment",
                    "This cell holds a comment.",
                    place
                            ? "Leave it out: what has no $param is asked wherever the cell below is filled, with X or any mark."
                            : "Write it into the row of titles, or beside the table."));
        }
        if ("([{".indexOf(c) >= 0) {
            open.push(c);
        } else if (")]}".indexOf(c) >= 0 && (open.isEmpty() || ")]}".indexOf(c) != "([{".indexOf(open.pop()))) {
            return Optional.of(bracket());
        }
        return Optional.empty();
    }

    private static Mistake bracket() {
        return new Mistake(
                "bracket", "The brackets of this cell do not match.", "A cell closes all that it opens, and no more.");
    }

    /** Places for values as other systems write them. */
    private Optional<Mistake> otherPlace() {
        if (this.text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher text = SINGLE_QUOTES.matcher(this.text);
        if (text.find()) {
            return Optional.of(new Mistake(
                    "char-literal",
                    "Text stands in double quotes, the place for a value too.",
                    "Write " + paramInQuotes + " instead of " + text.group() + "."));
        }
        Matcher member = MEMBER.matcher(this.text);
        if (member.find()) {
            return Optional.of(new Mistake(
                    "place-behind-a-point",
                    "'" + member.group() + "' is no place for a value: the cells hold the bare name.",
                    "Leave '" + member.group(1) + "' out: stage == $param, and NEW in the cell."));
        }
        Matcher other = OTHER_PLACE.matcher(EACH.matcher(this.text).replaceAll(""));
        return other.find()
                ? Optional.of(new Mistake(
                        "unknown-place",
                        "'" + other.group() + "' stands for no value.",
                        "$param is the cell's value; $1, $2 and so on are those of a list."))
                : Optional.empty();
    }

    /** In quotes any word after the sign is meant as a place; outside it may be a variable, unless it looks like one. */
    private Optional<Mistake> place(int at) {
        int end = at + 1;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at + 1, end);
        boolean near =
                NearestName.of(word, List.of("param")).isPresent() || VALUES.contains(word.toLowerCase(Locale.ROOT));
        boolean known = word.equals("param") || word.matches("[1-9]\\d?") || word.isEmpty() && text.contains("forall");
        boolean meant = !bound.contains("$" + word) && (quoted || near || word.matches("\\d*"));
        return known || !meant
                ? Optional.empty()
                : Optional.of(new Mistake(
                        "unknown-place",
                        "'$" + word + "' stands for no value.",
                        "$param is the cell's value; $1, $2 and so on are those of a list."));
    }
}
