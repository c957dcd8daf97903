package io.regulars.rules.drl;

import com.github.javaparser.ParseResult;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
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
            Optional<Unreadable> comma = decimalComma(before, constraint);
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

    /** {@code spend >= 12,50}, which the grammar takes for two constraints. */
    private Optional<Unreadable> decimalComma(@Nullable BaseDescr before, BaseDescr constraint) {
        if (before == null) {
            return Optional.empty();
        }
        String first = source.text().substring(before.getStartCharacter(), before.getEndCharacter() + 1);
        String rest = source.text()
                .substring(constraint.getStartCharacter(), constraint.getEndCharacter() + 1)
                .strip();
        Matcher number = NUMBER_AT_THE_END.matcher(first);
        Matcher decimals = DIGITS_AT_FIRST.matcher(rest);
        if (!decimals.find() || !number.find()) {
            return Optional.empty();
        }
        rest = decimals.group();
        String whole = number.group().replace(".", "");
        int start = before.getStartCharacter() + number.start();
        boolean thousands = rest.length() == 3;
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
        if (word.matches()) {
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
