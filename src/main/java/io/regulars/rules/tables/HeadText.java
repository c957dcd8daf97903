package io.regulars.rules.tables;

import io.regulars.platform.NearestName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a cell in a table's head by itself. The texts of several cells make one rule: what one
 * leaves open would be told of another, and a place for the value that is misspelt would be taken for text.
 */
final class HeadText {
    private final String text;
    private final Deque<Character> open = new ArrayDeque<>();
    private boolean quoted;

    /** A mistake, to be told at the cell. */
    record Mistake(String code, String message, String hint) {}

    private HeadText(String text) {
        this.text = text;
    }

    /** The first mistake, if there is any. */
    static Optional<Mistake> mistake(Cell cell) {
        if (cell.kind() == Cell.Kind.ERROR) {
            Literals.Unclear unclear = Literals.Unclear.of(cell.text());
            return Optional.of(new Mistake("unclear-value", String.valueOf(unclear.getMessage()), unclear.hint));
        }
        return new HeadText(cell.text()).mistake();
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
            return Optional.of(new Mistake(
                    "comment", "This cell holds a comment.", "Write it into the row of titles, or beside the table."));
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

    /** In quotes any word after the sign is meant as a place; outside it may be a variable, unless it looks like one. */
    private Optional<Mistake> place(int at) {
        int end = at + 1;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at + 1, end);
        boolean near = NearestName.of(word, List.of("param")).isPresent();
        boolean known = word.equals("param") || word.matches("[1-9]\\d?") || word.isEmpty();
        boolean meant = quoted || near || word.matches("\\d+");
        return known || !meant
                ? Optional.empty()
                : Optional.of(new Mistake(
                        "unknown-place",
                        "'$" + word + "' stands for no value.",
                        "$param is the cell's value; $1, $2 and so on are those of a list."));
    }
}
