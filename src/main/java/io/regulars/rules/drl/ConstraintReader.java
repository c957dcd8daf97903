package io.regulars.rules.drl;

import com.github.javaparser.ParseResult;
import io.regulars.rules.drl.words.Places;
import io.regulars.rules.drl.words.SourceText;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.mvel.parser.ast.expr.DrlxExpression;
import org.jspecify.annotations.Nullable;

/** Reads the constraints of a pattern. */
final class ConstraintReader {
    private static final java.util.regex.Pattern COLUMN = java.util.regex.Pattern.compile("line (\\d+), column (\\d+)");

    private static final java.util.regex.Pattern NUMBER_AT_THE_END =
            java.util.regex.Pattern.compile("(?<![\\w.\"])\\d+(\\.\\d{3})*$");
    private static final java.util.regex.Pattern DIGITS_AT_FIRST =
            java.util.regex.Pattern.compile("^\\d+(?=\\s*($|&&|\\|\\|))");
    private static final java.util.regex.Pattern BEFORE_BRACKETS =
            java.util.regex.Pattern.compile("(?is)(not|if|when|where|and|or)\\s*\\((.*)\\)");

    private static final java.util.regex.Pattern PERL =
            java.util.regex.Pattern.compile("(?s)(.*\\S)\\s*(?:~=|=~|~\\*?)\\s*(\"[^\"]*\")");
    private static final java.util.regex.Pattern ROWS =
            java.util.regex.Pattern.compile("(?is)count\\s*\\(\\s*\\*\\s*\\)\\s*((?:==|!=|[<>]=?)\\s*\\d+)");
    private static final java.util.regex.Pattern TEXT =
            java.util.regex.Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[A-Z][A-Z_]+");
    private static final java.util.regex.Pattern COMPARED_WITH_A_TEXT = java.util.regex.Pattern.compile(
            "(?s)(.*?\\S)\\s*(==|!=|(?:not )?contains|(?:not )?str\\[\\w+\\]|(?:not )?matches)\\s*(\"[^\"]*\"|[A-Z][A-Z_]+)");
    private static final java.util.regex.Pattern COMPARED_WITH_A_NUMBER =
            java.util.regex.Pattern.compile("\\s*([\\w.$]+(?:\\([^()]*\\))?)\\s*(==|!=)\\s*\\d+\\s*");

    private final SourceText source;
    private final ExpressionTexts texts;

    ConstraintReader(SourceText source, ExpressionTexts texts) {
        this.source = source;
        this.texts = texts;
    }

    /** What they ask; those that cannot be read are reported and left out. */
    List<Condition> read(List<? extends BaseDescr> constraints, VariableScope inside) {
        var conditions = new ArrayList<Condition>();
        BaseDescr before = null;
        for (BaseDescr constraint : constraints) {
            Optional<Unreadable> comma = decimalComma(before, constraint).or(() -> oneMore(constraints, constraint));
            before = constraint;
            if (comma.isPresent()) {
                comma.get().report(inside.problems());
                continue;
            }
            if (!(constraint instanceof ExprConstraintDescr expression)) {
                inside.problems()
                        .error(
                                source.position(constraint),
                                "unsupported-constraint",
                                "This constraint is not supported.",
                                "A constraint is a comparison such as visits >= 3.");
                continue;
            }
            try {
                condition(expression.getStartCharacter(), expression.getEndCharacter() + 1, inside)
                        .ifPresent(conditions::add);
            } catch (Unreadable e) {
                e.report(inside.problems());
            }
        }
        return conditions;
    }

    /** {@code city == "Riga", "Vilnius"}, which the grammar takes for two constraints. */
    private Optional<Unreadable> oneMore(List<? extends BaseDescr> constraints, BaseDescr constraint) {
        int at = constraints.indexOf(constraint);
        if (at < 1 || !TEXT.matcher(written(constraint)).matches()) {
            return Optional.empty();
        }
        int first = at;
        while (first > 1 && TEXT.matcher(written(constraints.get(first - 1))).matches()) {
            first--;
        }
        Position place = source.position(constraint);
        Matcher compared = COMPARED_WITH_A_TEXT.matcher(written(constraints.get(first - 1)));
        if (!compared.matches()) {
            return Optional.empty();
        }
        if (first < at) {
            return Optional.of(Unreadable.because(place)); // which the first of them tells
        }
        var texts = new ArrayList<>(List.of(compared.group(3)));
        for (int i = first;
                i < constraints.size()
                        && TEXT.matcher(written(constraints.get(i))).matches();
                i++) {
            texts.add(written(constraints.get(i)));
        }
        String property = compared.group(1);
        String operator = compared.group(2);
        boolean whole = operator.equals("==") || operator.equals("!=");
        boolean negated = operator.startsWith("not") || operator.equals("!=");
        String meant = whole
                ? property + (negated ? " not" : "") + " in (" + String.join(", ", texts) + ")"
                : texts.stream()
                        .map(text -> property + " " + operator + " " + text)
                        .collect(Collectors.joining(negated ? " && " : " || "));
        return Optional.of(new Unreadable(
                place,
                "not-a-condition",
                "A comma stands between conditions; this is a value alone.",
                "Write " + meant + (operator.equals("contains") ? ", or && where all are meant." : ".")));
    }

    private String written(BaseDescr constraint) {
        return source.text()
                .substring(constraint.getStartCharacter(), constraint.getEndCharacter() + 1)
                .strip();
    }

    /** {@code spend >= 12,50}, which the grammar takes for two constraints. */
    private Optional<Unreadable> decimalComma(@Nullable BaseDescr before, BaseDescr constraint) {
        if (before == null) {
            return Optional.empty();
        }
        String first = source.text().substring(before.getStartCharacter(), before.getEndCharacter() + 1);
        String rest = written(constraint);
        Matcher number = NUMBER_AT_THE_END.matcher(first);
        Matcher decimals = DIGITS_AT_FIRST.matcher(rest);
        if (!decimals.find() || !number.find()) {
            return Optional.empty();
        }
        rest = decimals.group();
        String whole = number.group().replace(".", "");
        int start = before.getStartCharacter() + number.start();
        boolean thousands = rest.length() == 3;
        Matcher listed = COMPARED_WITH_A_NUMBER.matcher(first);
        String gap = source.text().substring(before.getEndCharacter() + 1, constraint.getStartCharacter());
        if (gap.matches("(?s).*\\s") && listed.matches() && rest.equals(written(constraint))) {
            return Optional.of(new Unreadable(
                    source.position(start, constraint.getStartCharacter() + rest.length()),
                    "decimal-comma",
                    "A comma stands between conditions; this is a number alone.",
                    "Write %s%s in (%s, %s), or %s.%s if the comma was for decimals."
                            .formatted(
                                    listed.group(1),
                                    listed.group(2).equals("!=") ? " not" : "",
                                    number.group(),
                                    rest,
                                    whole,
                                    rest)));
        }
        return Optional.of(new Unreadable(
                source.position(start, constraint.getStartCharacter() + rest.length()),
                "decimal-comma",
                "A number has no comma in it.",
                thousands
                        ? "Write %s%s, or %s.%s if the comma was for decimals.".formatted(whole, rest, whole, rest)
                        : "Write %s.%s: decimals stand behind a point.".formatted(whole, rest)));
    }

    /** The condition between two offsets of the file; none if it only binds a variable. */
    private Optional<Condition> condition(int start, int end, VariableScope inside) throws Unreadable {
        DrlxExpression drlx = parse(start, end);
        Places places = places(start, end, drlx);
        var expressions = new ExpressionReader(inside, places);
        if (drlx.getBind() != null) {
            Expression value = bound(drlx, expressions, inside);
            inside.bind(
                    drlx.getBind().getIdentifier(),
                    new VariableScope.Variable.Value(value),
                    source.position(start, end));
            if (ConditionReader.bound(drlx.getExpr()) == drlx.getExpr()) {
                return Optional.empty();
            }
        }
        return Optional.of(new ConditionReader(expressions).read(drlx.getExpr()));
    }

    private static Expression bound(DrlxExpression drlx, ExpressionReader expressions, VariableScope inside)
            throws Unreadable {
        try {
            return expressions.read(ConditionReader.bound(drlx.getExpr()));
        } catch (Unreadable e) {
            inside.lose(drlx.getBind().getIdentifier());
            throw e;
        }
    }

    /** The value between two offsets of the file. */
    Expression expression(int start, int end, VariableScope inside) throws Unreadable {
        DrlxExpression drlx = parse(start, end);
        return new ExpressionReader(inside, places(start, end, drlx)).read(drlx.getExpr());
    }

    private Places places(int start, int end, DrlxExpression drlx) throws Unreadable {
        Places places = Places.of(source, start, end, drlx.getExpr());
        if (!places.complete()) {
            throw unreadable(start, end, source.position(start, end));
        }
        return places;
    }

    private Unreadable unreadable(int start, int end, Position at) {
        String written = source.text().substring(start, end).strip();
        Matcher word = BEFORE_BRACKETS.matcher(written);
        String hint = "A condition is a comparison such as visits >= 3.";
        Matcher pattern = PERL.matcher(written);
        Matcher rows = ROWS.matcher(written);
        if (pattern.matches()) {
            hint = "Write " + pattern.group(1) + " matches " + pattern.group(2) + ".";
        } else if (rows.matches()) {
            hint = "Nothing has rows here: write visits " + rows.group(1)
                    + ", or another count; of bookings accumulate( Booking( status == COMPLETED ); $n : count(); $n "
                    + rows.group(1) + " ) below the client.";
        } else if (word.matches()) {
            hint = word.group(1).equalsIgnoreCase("not")
                    ? "Write !(" + word.group(2) + ")."
                    : "Leave '" + word.group(1) + "' out: conditions stand by themselves.";
        }
        return new Unreadable(at, "syntax", "The condition '" + written + "' cannot be read.", hint);
    }

    private DrlxExpression parse(int start, int end) throws Unreadable {
        String text = source.text().substring(start, end);
        ParseResult<DrlxExpression> parsed = texts.parse(text);
        DrlxExpression drlx = parsed.getResult().orElse(null);
        if (!parsed.isSuccessful() || drlx == null) {
            String message = parsed.getProblems().isEmpty()
                    ? ""
                    : parsed.getProblems().getFirst().getMessage();
            throw unreadable(start, end, unexpected(start, end, message));
        }
        return drlx;
    }

    private Position unexpected(int start, int end, String message) {
        Matcher matcher = COLUMN.matcher(message);
        if (!matcher.find()) {
            return source.position(start, end);
        }
        int line = Integer.parseInt(matcher.group(1));
        int column = Integer.parseInt(matcher.group(2));
        int offset = line == 1 ? start + column - 1 : source.offset(source.line(start) + line, column - 1);
        return source.position(Math.min(offset, end - 1), Math.min(offset + 1, end));
    }
}
