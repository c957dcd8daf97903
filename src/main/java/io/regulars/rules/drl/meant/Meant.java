package io.regulars.rules.drl.meant;

import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Unit;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.drl.words.SourceText;
import io.regulars.rules.drl.words.Statement;
import io.regulars.rules.drl.words.Word;
import io.regulars.rules.drl.words.WordsAround;
import io.regulars.rules.tree.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was probably meant by a condition that the grammar does not take, written as it should be. It knows the habits of
 * other languages, of spreadsheets and of plain English.
 * <pre>
 *   age between 18 and 30     →  age &gt;= 18 &amp;&amp; age &lt;= 30
 *   city == "A" || == "B"     →  city == "A" || city == "B"
 *   city in ["A", "B"]        →  city in ("A", "B")
 * </pre>
 */
public final class Meant {
    private static final Map<String, String> OPPOSITE =
            Map.of("==", "!=", "!=", "==", ">", "<=", "<=", ">", "<", ">=", ">=", "<");
    private static final Set<String> JOINING = Set.of("&&", "||", "(", ",", "!");
    private static final Set<String> UNITS = Set.of(
            "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "times", "visits",
            "eur", "euro", "euros", "usd", "gbp", "percent");

    private static final Set<String> TESTS = Set.of("in", "contains", "matches", "memberOf", "str");

    private static final Pattern FOLDED = Pattern.compile("(?i)(?:lower|upper)\\(\\s*(\\w+)\\s*\\)");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.+(\\d+)");

    private final List<Word> words;
    private final WordsAround around;

    private Meant(SourceText source, Statement statement) {
        this.words = statement.words();
        this.around = new WordsAround(source, words);
    }

    /**
     * What to say.
     *
     * @param from the number of the first word that is wrong
     * @param to the number of the last
     */
    public record Advice(int from, int to, String message, String hint) {}

    /** What is to be said of the word that the grammar did not expect, which stands in the brackets of a pattern. */
    public static Optional<Advice> at(SourceText source, Statement statement, int index) {
        return new Meant(source, statement).advice(index);
    }

    private Optional<Advice> advice(int at) {
        if (at < 2) {
            return Optional.empty();
        }
        return Stream.<Supplier<Optional<Advice>>>of(
                        () -> branches(at),
                        () -> interval(at),
                        () -> similar(at),
                        () -> half(at),
                        () -> negation(at),
                        () -> negatedOperator(at),
                        () -> range(at),
                        () -> list(at),
                        () -> separated(at),
                        () -> containsList(at),
                        () -> percent(at),
                        () -> day(at),
                        () -> time(at),
                        () -> joined(at),
                        () -> unit(at),
                        () -> grouped(at),
                        () -> present(at),
                        () -> regularExpression(at),
                        () -> severalWords(at),
                        () -> operator(at),
                        () -> arguments(at))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** {@code if (visits > 3) spend > 10 else spend > 20}, {@code visits > 3 ? spend > 10 : spend > 20}. */
    private Optional<Advice> branches(int at) {
        int open = around.opening(at);
        if (open < 1) {
            return Optional.empty();
        }
        int close = closing(open);
        int begin = open + 1;
        for (int i = open + 1; i < at; i++) {
            begin = around.is(i, ",") && around.opening(i) == open ? i + 1 : begin;
        }
        boolean asks = words.get(begin).text().equalsIgnoreCase("if") && around.is(begin + 1, "(");
        int question = asks ? closing(begin + 1) : at;
        if (!asks && !around.is(at, "?")) {
            return Optional.empty();
        }
        int otherwise = close;
        for (int i = close - 1; i > question; i--) {
            boolean separates = asks ? words.get(i).text().equalsIgnoreCase("else") : around.is(i, ":");
            otherwise = separates ? i : otherwise;
        }
        if (otherwise <= question + 1) {
            return Optional.empty();
        }
        String condition = bare(asks ? begin + 2 : begin, question - 1);
        String then = bare(question + 1, otherwise - 1);
        String other = otherwise + 1 < close ? bare(otherwise + 1, close - 1) : "";
        String written = then.equals("true") && other.equals("false")
                ? condition
                : then.equals("false") && other.equals("true")
                        ? "!( " + condition + " )"
                        : other.isEmpty() || other.equals("false")
                                ? condition + " && " + then
                                : "(" + condition + " && " + then + ") || (!(" + condition + ") && " + other + ")";
        return advice(
                asks ? begin : question,
                asks ? begin : question,
                "A condition has no branches.",
                "Write " + written + ", or a rule for each case.");
    }

    /** Without the braces around it. */
    private String bare(int from, int to) {
        return from > to
                ? ""
                : around.text(from, to)
                        .replaceFirst("^\\{\\s*", "")
                        .replaceFirst("[;\\s]*}$", "")
                        .strip();
    }

    /** {@code lastVisitOn < NOW() - INTERVAL 30 DAY}. */
    private Optional<Advice> interval(int at) {
        int interval = words.get(at).text().equalsIgnoreCase("interval") ? at : at - 1;
        if (!words.get(interval).text().equalsIgnoreCase("interval")) {
            return Optional.empty();
        }
        int operator = interval;
        while (operator > 1 && !OPPOSITE.containsKey(word(operator))) {
            operator--;
        }
        int end = at;
        while (end + 1 < words.size()
                && !Set.of("&&", "||", "then").contains(word(end + 1))
                && !(around.is(end + 1, ",") && around.opening(end + 1) < operator)
                && !(around.is(end + 1, ")") && around.opening(end + 1) < operator)) {
            end++;
        }
        return operator < 3
                ? Optional.empty()
                : MeantTime.hint(around.text(operandStart(operator - 1), end))
                        .flatMap(
                                hint -> advice(at, at, "Rules have no intervals; they ask for numbers of days.", hint));
    }

    /** {@code city =~ "Ri.*"}, {@code CAST(spend AS int)}. */
    private Optional<Advice> similar(int at) {
        int sign = around.is(at, "~")
                ? at
                : around.is(at - 1, "~") ? at - 1 : around.is(at, "=") && around.is(at + 1, "~") ? at + 1 : -1;
        if (sign > 1) {
            int before = around.is(sign - 1, "=") || around.is(sign - 1, "!") ? sign - 2 : sign - 1;
            int value = around.is(sign + 1, "=") || around.is(sign + 1, "*") ? sign + 2 : sign + 1;
            return value >= words.size()
                    ? Optional.empty()
                    : advice(
                            sign,
                            sign,
                            "There is no operator '~'.",
                            "Write " + subject(before) + (around.is(sign - 1, "!") ? " not" : "") + " matches "
                                    + word(value) + ".");
        }
        int open = words.get(at).text().equalsIgnoreCase("as") ? around.opening(at) : -1;
        int close = open < 0 ? -1 : closing(open);
        boolean compares = close > 0 && close + 2 < words.size() && OPPOSITE.containsKey(word(close + 1));
        int value = compares ? operandEnd(close + 2) : -1;
        return open > 0 && words.get(open - 1).text().equalsIgnoreCase("cast")
                ? advice(
                        open - 1,
                        at,
                        "Numbers and texts are compared as they are.",
                        "Write " + around.text(open + 1, at - 1)
                                + (value < 0 ? "" : " " + around.text(close + 1, value)) + ".")
                : Optional.empty();
    }

    /** {@code age > 35 || < 25}. */
    private Optional<Advice> half(int at) {
        boolean joins = around.is(at - 1, "&&") || around.is(at - 1, "||");
        if (!joins || !OPPOSITE.containsKey(word(at))) {
            boolean later = at > 2
                    && OPPOSITE.containsKey(word(at - 1))
                    && (around.is(at - 2, "&&") || around.is(at - 2, "||"));
            return later ? half(at - 1) : Optional.empty();
        }
        int before = comparisonBefore(at - 1);
        int end = operandEnd(at + 1);
        if (before < 0 || end < 0) {
            return Optional.empty();
        }
        int start = operandStart(before - 1);
        String subject = literal(before - 1) ? around.text(before + 1, at - 2) : around.text(start, before - 1);
        String written = around.text(start, at - 1) + " " + subject + " " + around.text(at, end);
        boolean texts = around.is(at - 1, "||") && around.is(at, "==") && around.is(before, "==");
        String list = texts
                ? ", or %s in (%s, %s)".formatted(subject, around.text(before + 1, at - 2), around.text(at + 1, end))
                : "";
        return advice(
                at - 1,
                at - 1,
                "Between '" + word(at - 1) + "' and '" + word(at) + "' a property is missing.",
                "Write " + written + list + ".");
    }

    /** {@code not city == "Riga"}, {@code not hasEmail}. */
    private Optional<Advice> negation(int at) {
        boolean begins = words.get(at - 1).text().equalsIgnoreCase("not") && JOINING.contains(word(at - 2));
        int end = begins ? operandEnd(at) : -1;
        if (end < 0) {
            return Optional.empty();
        }
        String subject = around.text(at, end);
        if (end + 1 < words.size() && TESTS.contains(word(end + 1))) {
            int last = around.is(end + 2, "(") ? closing(end + 2) : operandEnd(end + 2);
            return last < 0
                    ? Optional.empty()
                    : advice(
                            at - 1,
                            at - 1,
                            "'not' does not negate a condition.",
                            "Write " + subject + " not " + around.text(end + 1, last) + ".");
        }
        int value = end + 2 < words.size() && OPPOSITE.containsKey(word(end + 1)) ? operandEnd(end + 2) : -1;
        boolean equality = value >= 0 && (around.is(end + 1, "==") || around.is(end + 1, "!="));
        String written = value < 0
                ? around.is(end + 1, ")") || JOINING.contains(word(end + 1)) ? "!" + subject : "!( " + subject + " … )"
                : equality
                        ? subject + " " + OPPOSITE.get(word(end + 1)) + " " + around.text(end + 2, value)
                        : "!( " + around.text(at, value) + " )";
        return advice(at - 1, at - 1, "'not' does not negate a condition.", "Write " + written + ".");
    }

    /** {@code city not == "Riga"}, {@code city !in ("Riga")}, {@code city not (in ("Riga"))}. */
    private Optional<Advice> negatedOperator(int at) {
        boolean sign = around.is(at, "!") && at + 2 < words.size() && TESTS.contains(word(at + 1));
        boolean brackets =
                around.is(at, "not") && around.is(at + 1, "(") && at + 3 < words.size() && TESTS.contains(word(at + 2))
                        || around.is(at, "(")
                                && around.is(at - 1, "not")
                                && at + 2 < words.size()
                                && TESTS.contains(word(at + 1));
        int test = sign ? at + 1 : around.is(at, "(") ? at + 1 : at + 2;
        if (sign || brackets) {
            int last = around.is(test + 1, "(") ? closing(test + 1) : operandEnd(test + 1);
            int subject = around.is(at, "(") ? at - 2 : at - 1;
            return last < 0
                    ? Optional.empty()
                    : advice(
                            at,
                            at,
                            "'not' stands before the operator.",
                            "Write " + subject(subject) + " not " + around.text(test, last) + ".");
        }
        boolean negated = words.get(at - 1).text().equalsIgnoreCase("not") && OPPOSITE.containsKey(word(at));
        int end = negated ? operandEnd(at + 1) : -1;
        return end < 0
                ? Optional.empty()
                : advice(
                        at - 1,
                        at,
                        "There is no operator 'not " + word(at) + "'.",
                        "Write " + subject(at - 2) + " " + OPPOSITE.get(word(at)) + " " + around.text(at + 1, end)
                                + ".");
    }

    /** {@code age in 30..40}, {@code age == 18-30} as a range cannot be told from a subtraction. */
    private Optional<Advice> range(int at) {
        for (int i = at - 1; i <= at && i < words.size(); i++) {
            var ends = java.util.regex.Pattern.compile("(\\d+)\\.\\.+(\\d+)").matcher(word(i));
            int before = around.is(i - 1, "(") ? i - 2 : i - 1;
            if (ends.matches() && before > 1) {
                String subject = subject(before - 1);
                return advice(
                        i,
                        i,
                        "Rules know no ranges such as '" + word(i) + "'.",
                        "Write %1$s >= %2$s && %1$s <= %3$s.".formatted(subject, ends.group(1), ends.group(2)));
            }
        }
        return Optional.empty();
    }

    /** {@code city in ["a", "b"]}, {@code city in "a", "b"}. */
    private Optional<Advice> list(int at) {
        if (!around.is(at - 1, "in") || around.is(at, "(")) {
            return Optional.empty();
        }
        boolean bracket = words.get(at).kind() == Word.Kind.OPENING;
        int end = at;
        while (!bracket && around.is(end + 1, ",") && literal(end + 2)) {
            end += 2;
        }
        if (bracket) {
            end = closing(at);
        }
        boolean negated = around.is(at - 2, "not");
        int from = bracket ? at + 1 : at;
        int to = bracket ? end - 1 : end;
        String values = isText(negated ? at - 3 : at - 2)
                ? literals(from, to).stream()
                        .map(value -> value.matches("[A-Za-z]\\w*") ? "\"" + value + "\"" : value)
                        .collect(Collectors.joining(", "))
                : values(from, to);
        Matcher ends = RANGE.matcher(values);
        if (ends.matches() && !negated) {
            return advice(
                    at,
                    end,
                    "Rules know no ranges such as '" + values + "'.",
                    "Write %1$s >= %2$s && %1$s <= %3$s.".formatted(subject(at - 2), ends.group(1), ends.group(2)));
        }
        return advice(
                at,
                end,
                "After 'in' stands a list in round brackets.",
                "Write " + subject(negated ? at - 3 : at - 2) + (negated ? " not" : "") + " in (" + values + ").");
    }

    /** {@code city in ("a"; "b")}, {@code city in ("a" "b")}. */
    private Optional<Advice> separated(int at) {
        int open = around.opening(at);
        if (open < 2 || !around.is(open - 1, "in") || around.is(at, ",")) {
            return Optional.empty();
        }
        int close = closing(open);
        boolean negated = around.is(open - 2, "not");
        return advice(
                at,
                at,
                "The values of a list are separated by commas.",
                "Write " + subject(negated ? open - 3 : open - 2) + (negated ? " not" : "") + " in ("
                        + values(open + 1, close - 1) + ").");
    }

    /** {@code tags contains ("a", "b")}. */
    private Optional<Advice> containsList(int at) {
        int open = around.is(at, ",") ? around.opening(at) : -1;
        if (open < 2 || !around.is(open - 1, "contains")) {
            return Optional.empty();
        }
        String subject = subject(open - 2);
        String each = literals(open + 1, closing(open) - 1).stream()
                .map(value -> subject + " contains " + value)
                .collect(Collectors.joining(" || "));
        return advice(
                open, closing(open), "'contains' takes one value.", "Write " + each + ", or && where all are meant.");
    }

    /** {@code spend > 20%}. */
    private Optional<Advice> percent(int at) {
        if (!around.is(at - 1, "%") || at < 4 || words.get(at - 2).kind() != Word.Kind.NUMBER) {
            return Optional.empty();
        }
        boolean compared = OPPOSITE.containsKey(word(at - 3));
        boolean rank = compared
                && property(at - 4)
                        .filter(known -> ValueType.of(known) == ValueType.RANK)
                        .isPresent();
        String number = rank ? word(at - 2) : hundredth(word(at - 2));
        String written = compared ? subject(at - 4) + " " + word(at - 3) + " " + number : number;
        return advice(at - 2, at - 1, "A number has no percent sign here.", "Write " + written + ".");
    }

    /** {@code firstVisitOn > 01.02.2026}. */
    private Optional<Advice> day(int at) {
        for (int i = at - 1; i <= at && i < words.size(); i++) {
            Optional<String> day = words.get(i).kind() == Word.Kind.NUMBER ? Days.meant(word(i)) : Optional.empty();
            if (day.isPresent()) {
                return advice(i, i, "A date stands in quotes: year, month, day.", "Write \"" + day.get() + "\".");
            }
        }
        return Optional.empty();
    }

    /** {@code startHour >= 18:00}. */
    private Optional<Advice> time(int at) {
        boolean time = around.is(at, ":")
                && words.get(at - 1).kind() == Word.Kind.NUMBER
                && at + 1 < words.size()
                && words.get(at + 1).kind() == Word.Kind.NUMBER;
        return time
                ? advice(at - 1, at + 1, "An hour is a number, without minutes.", "Write " + word(at - 1) + ".")
                : Optional.empty();
    }

    /** {@code daysSinceLastVisit >= 60 days}, {@code spend > 200 EUR}. */
    private Optional<Advice> unit(int at) {
        Word unit = words.get(at);
        boolean known = unit.isName()
                && (UNITS.contains(unit.text().toLowerCase(Locale.ROOT))
                        || unit.text().matches("[A-Z]{3}"));
        if (!known || words.get(at - 1).kind() != Word.Kind.NUMBER) {
            return Optional.empty();
        }
        return advice(
                at,
                at,
                "A number stands without its unit; '" + unit.shown() + "' is one.",
                "Write " + inUnit(at - 1, unit.text())
                        + ". Spans are in days, amounts in the business's currency; rules/vocabulary.md names each unit.");
    }

    /** {@code 2 weeks} of what is in days are 14; an argument is a number of days. */
    private String inUnit(int number, String unit) {
        Optional<Unit> own = around.is(number - 1, "(") || around.is(number - 1, ",")
                ? Optional.of(Unit.DAYS)
                : property(number - 2).flatMap(Unit::of);
        return own.filter(known -> word(number).matches("\\d+(\\.\\d+)?"))
                .flatMap(known -> SpokenUnit.in(known, new BigDecimal(word(number)), unit))
                .orElse(word(number));
    }

    /** {@code spend >= 1 200}. */
    private Optional<Advice> grouped(int at) {
        for (int i = at - 1; i <= at; i++) {
            if (word(i).matches("\\d{1,3}(\\.\\d{3}){2,}")) {
                return advice(i, i, "A number has one point at most.", "Write " + word(i).replace(".", "") + ".");
            }
        }
        boolean two =
                words.get(at).kind() == Word.Kind.NUMBER && words.get(at - 1).kind() == Word.Kind.NUMBER;
        return two
                ? advice(at - 1, at, "A number has no blank in it.", "Write " + word(at - 1) + word(at) + ".")
                : Optional.empty();
    }

    /** {@code exists city}. */
    private Optional<Advice> present(int at) {
        boolean asked = around.is(at - 1, "exists")
                && words.get(at).isName()
                && property(at).isPresent();
        return asked
                ? advice(at - 1, at, "'exists' asks for a fact, not for a property.", "Write " + word(at) + " != null.")
                : Optional.empty();
    }

    /** {@code city matches *iga}. */
    private Optional<Advice> regularExpression(int at) {
        return around.is(at - 1, "*") && around.is(at - 2, "matches")
                ? advice(
                        at - 1,
                        at,
                        "A regular expression stands in quotes.",
                        "Write " + subject(at - 3) + " matches \".*" + word(at) + "\".")
                : Optional.empty();
    }

    /** {@code AND}, {@code or}, {@code unless}. */
    private Optional<Advice> joined(int at) {
        String written = word(at).toLowerCase(Locale.ROOT);
        String meant = switch (written) {
            case "and", "&" -> "&&";
            case "or", "|" -> "||";
            default -> "";
        };
        if (!meant.isEmpty()) {
            return advice(
                    at, at, "Conditions in a pattern are not joined by '" + word(at) + "'.", "Write " + meant + ".");
        }
        if (!written.equals("unless") && !written.equals("except") && !written.equals("xor")) {
            return Optional.empty();
        }
        return advice(
                at,
                at,
                "Conditions are joined by && and || only.",
                written.equals("xor")
                        ? "Write (a || b) && !(a && b)."
                        : "Write && !( … ), as in visits >= 3 && !( city == \"Riga\" ).");
    }

    /** {@code city == New York}. */
    private Optional<Advice> severalWords(int at) {
        int first = at - 1;
        while (first > 1 && words.get(first - 1).isName()) {
            first--;
        }
        boolean text = words.get(at).isName()
                && words.get(first).isName()
                && first > 2
                && (around.is(first - 1, "==") || around.is(first - 1, "!="))
                && property(first - 2)
                        .filter(known -> ValueType.of(known) == ValueType.TEXT)
                        .isPresent();
        if (!text) {
            return Optional.empty();
        }
        int last = at;
        while (last + 1 < words.size() && words.get(last + 1).isName()) {
            last++;
        }
        return advice(
                first,
                last,
                "A text stands in double quotes.",
                "Write " + subject(first - 2) + " " + word(first - 1) + " \"" + around.text(first, last) + "\".");
    }

    /** {@code city is not "Riga"}, {@code age between 18 and 30}, {@code city like "Ri%"}. */
    private Optional<Advice> operator(int at) {
        if (words.get(at).kind() == Word.Kind.TEXT && at > 2 && SpokenOperator.part(word(at - 1))) {
            return operator(at - 2); // Drools has operators of its own that begin so: starts with
        }
        boolean known = words.get(at).isName() || words.get(at).is("null");
        if (!known || !value(words.get(at - 1))) {
            return Optional.empty();
        }
        if (SpokenOperator.part(word(at - 1)) && property(at - 1).isEmpty() && !around.is(at - 1, "not")) {
            return numberFirst(at - 1);
        }
        int end = at;
        while (end + 1 < words.size() && SpokenOperator.part(word(end + 1))) {
            end++;
        }
        List<String> phrase =
                words.subList(at, end + 1).stream().map(Word::text).toList();
        boolean negated = around.is(at - 1, "not");
        String subject = subject(negated ? at - 2 : at - 1) + (negated ? " not" : "");
        return SpokenOperator.of(phrase).map(operator -> spoken(at, phrase, subject, operator));
    }

    /** {@code at least 3 visits}. */
    private Optional<Advice> numberFirst(int at) {
        int end = at;
        while (end + 1 < words.size() && SpokenOperator.part(word(end + 1))) {
            end++;
        }
        boolean counted = end + 2 < words.size()
                && words.get(end + 1).kind() == Word.Kind.NUMBER
                && property(end + 2).isPresent();
        List<String> phrase =
                words.subList(at, end + 1).stream().map(Word::text).toList();
        if (!counted || !(SpokenOperator.of(phrase).orElse(null) instanceof SpokenOperator.Compared(String symbol))) {
            return Optional.empty();
        }
        return advice(
                at,
                end + 2,
                "The property stands first, then the operator, then the value.",
                "Write " + word(end + 2) + " " + symbol + " " + word(end + 1) + ".");
    }

    private Advice spoken(int at, List<String> phrase, String subject, SpokenOperator operator) {
        int after = at + phrase.size();
        String message = "There is no operator '" + String.join(" ", phrase) + "'.";
        boolean list = around.is(after, "(");
        boolean among = operator instanceof SpokenOperator.Compared(String symbol) && symbol.endsWith("in");
        if (among && after < words.size() && words.get(after).kind() == Word.Kind.OPENING) {
            list = true;
        }
        int end = after < words.size() ? Math.max(after, operandEnd(after)) : after;
        while (among && !list && around.is(end + 1, ",") && literal(end + 2)) {
            end += 2;
        }
        String value = list
                ? "(" + values(after + 1, closing(after) - 1) + ")"
                : among ? "(" + values(after, end) + ")" : values(after, end);
        String written = switch (operator) {
            case SpokenOperator.Compared(String symbol)
            when symbol.endsWith("contains") && isText(at - 1) && value.matches("\"[^\"]*\"") ->
                subject + " " + symbol.replace("contains", "matches") + " \".*" + value.substring(1, value.length() - 1)
                        + ".*\"";
            case SpokenOperator.Compared(String symbol) -> subject + " " + symbol + " " + value;
            case SpokenOperator.Between between -> between(subject, after);
            case SpokenOperator.Like(boolean negated) -> like(subject, negated, value);
            case SpokenOperator.Known(boolean known) ->
                subject.endsWith(" not")
                        ? subject.substring(0, subject.length() - 4) + (known ? " == null" : " != null")
                        : subject + (known ? " != null" : " == null");
        };
        return new Advice(at, at + phrase.size() - 1, message, "Write " + written + ".");
    }

    private boolean isText(int last) {
        return property(around.is(last, "not") ? last - 1 : last)
                .filter(known -> ValueType.of(known) == ValueType.TEXT)
                .isPresent();
    }

    private String between(String subject, int after) {
        List<String> ends = literals(after, Math.min(words.size() - 1, after + 4));
        return ends.size() < 2
                ? "%1$s >= … && %1$s <= …".formatted(subject)
                : "%1$s >= %2$s && %1$s <= %3$s".formatted(subject, ends.get(0), ends.get(1));
    }

    static String like(String subject, boolean negated, String value) {
        String pattern = value.replaceAll("^\"|\"$", "");
        Matcher folded = FOLDED.matcher(subject);
        if (folded.matches()) {
            return folded.group(1) + (negated ? " not" : "") + " matches \"(?i)"
                    + pattern.replaceAll("[%*]", ".*").replaceAll("[_?]", ".") + "\"";
        }
        String bare = pattern.replaceAll("^[%*]+|[%*]+$", "");
        String not = negated ? "not " : "";
        boolean starts = pattern.matches("[^%*_?]+[%*]");
        boolean ends = pattern.matches("[%*][^%*_?]+");
        return starts
                ? subject + " " + not + "str[startsWith] \"" + bare + "\""
                : ends
                        ? subject + " " + not + "str[endsWith] \"" + bare + "\""
                        : subject + " " + not + "matches \""
                                + pattern.replaceAll("[%*]", ".*").replaceAll("[_?]", ".") + "\"";
    }

    /** {@code booked "massage"}. */
    private Optional<Advice> arguments(int at) {
        boolean takes =
                property(at - 1).filter(known -> !known.parameters().isEmpty()).isPresent();
        return takes && literal(at)
                ? advice(
                        at,
                        at,
                        "What '" + word(at - 1) + "' is asked about stands in brackets.",
                        "Write " + word(at - 1) + "(" + word(at) + ").")
                : Optional.empty();
    }

    private static Optional<Advice> advice(int from, int to, String message, String hint) {
        return Optional.of(new Advice(from, to, message, hint));
    }

    // ---- the words around

    private String word(int index) {
        return words.get(index).text();
    }

    private static boolean value(Word word) {
        return word.kind() == Word.Kind.NAME
                || word.kind() == Word.Kind.NUMBER
                || word.kind() == Word.Kind.TEXT
                || word.is(")");
    }

    private boolean literal(int index) {
        return index < words.size()
                && (words.get(index).kind() == Word.Kind.TEXT
                        || words.get(index).kind() == Word.Kind.NUMBER);
    }

    /** The property that a word names, of whatever fact. */
    private Optional<Property<?>> property(int last) {
        int name = operandStart(last);
        return Vocabulary.types().values().stream()
                .flatMap(type -> type.property(word(name)).stream())
                .<Property<?>>map(property -> property)
                .findFirst();
    }

    /** The operand that ends with a word, as it is written. */
    private String subject(int last) {
        return around.text(operandStart(last), last);
    }

    private int operandStart(int last) {
        int start = last;
        if (around.is(start, ")")) {
            int open = around.opening(start);
            start = open > 0 && words.get(open - 1).isName() ? open - 1 : Math.max(open, 0);
        }
        while (start >= 2 && around.is(start - 1, ".") && words.get(start - 2).isName()) {
            start -= 2;
        }
        return start;
    }

    /** The number of the last word of the operand that begins with a word; -1 if none begins there. */
    private int operandEnd(int first) {
        int end = around.is(first, "-") ? first + 1 : first;
        if (end >= words.size() || !value(words.get(end)) || around.is(end, ")")) {
            return -1;
        }
        while (around.is(end + 1, ".")
                && end + 2 < words.size()
                && words.get(end + 2).isName()) {
            end += 2;
        }
        return words.get(end).isName() && around.is(end + 1, "(") ? closing(end + 1) : end;
    }

    /** The number of the comparison of the same condition before a word; -1 if there is none. */
    private int comparisonBefore(int at) {
        for (int i = at - 1; i > 1; i--) {
            if (OPPOSITE.containsKey(word(i))) {
                return i;
            }
            if (around.is(i, ",") || words.get(i).kind() == Word.Kind.OPENING) {
                return -1;
            }
        }
        return -1;
    }

    /** The number of the bracket that closes another, or of the last word. */
    private int closing(int open) {
        int close = around.closing(open);
        return close < 0 ? words.size() - 1 : close;
    }

    private List<String> literals(int from, int to) {
        var literals = new ArrayList<String>();
        for (int i = from; i <= to && i < words.size(); i++) {
            if (literal(i)) {
                literals.add(word(i));
            } else if (words.get(i).isName() && !around.is(i, "and") && !around.is(i, "or")) {
                literals.add(around.is(i, "null") ? "null" : word(i));
            }
        }
        return literals;
    }

    private String values(int from, int to) {
        return String.join(", ", literals(from, to));
    }

    private static String hundredth(String percent) {
        try {
            return new java.math.BigDecimal(percent)
                    .movePointLeft(2)
                    .stripTrailingZeros()
                    .toPlainString();
        } catch (NumberFormatException e) {
            return percent;
        }
    }
}
