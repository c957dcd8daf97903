package io.regulars.rules.drl;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.regulars.facts.Cutoffs;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Condition.Comparison;
import io.regulars.rules.tree.Condition.Operator;
import io.regulars.rules.tree.Condition.TextOperator;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Expression.NumberLiteral;
import io.regulars.rules.tree.Expression.Read;
import io.regulars.rules.tree.Expression.TextLiteral;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drools.mvel.parser.ast.expr.HalfBinaryExpr;
import org.drools.mvel.parser.ast.expr.HalfPointFreeExpr;
import org.drools.mvel.parser.ast.expr.PointFreeExpr;
import org.jspecify.annotations.Nullable;

/** Reads a parsed constraint into a condition: {@code daysSinceLastVisit >= 60 || noShows >= 2}. */
final class ConditionReader {
    private static final int LONGEST_REGULAR_EXPRESSION = 200;

    /** RE2 writes out {@code (a{30}){30}} 900 times; it runs in linear time of that. */
    private static final int MOST_WRITTEN_OUT = 1_000;

    private final ExpressionReader expressions;
    /** The left side of the latest comparison, which {@code > 3 && < 5} speaks of again. */
    private @Nullable Node subject;
    /** What that is. */
    private @Nullable Expression asked;

    ConditionReader(ExpressionReader expressions) {
        this.expressions = expressions;
    }

    Condition read(Node node) throws Unreadable {
        return switch (node) {
            case EnclosedExpr enclosed -> read(enclosed.getInner());
            case UnaryExpr unary
            when unary.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT ->
                new Condition.Not(read(unary.getExpression()), expressions.at(node));
            case BinaryExpr binary
            when binary.getOperator() == BinaryExpr.Operator.AND ->
                new Condition.All(List.of(read(binary.getLeft()), read(binary.getRight())), expressions.at(node));
            case BinaryExpr binary
            when binary.getOperator() == BinaryExpr.Operator.OR ->
                new Condition.Any(List.of(read(binary.getLeft()), read(binary.getRight())), expressions.at(node));
            case BinaryExpr binary
            when binary.getOperator() == BinaryExpr.Operator.BINARY_AND
                    || binary.getOperator() == BinaryExpr.Operator.BINARY_OR ->
                throw expressions.refused(
                        binary,
                        "condition-as-value",
                        "Conditions are not joined by '" + binary.getOperator().asString() + "'.",
                        "Write " + binary.getOperator().asString().repeat(2) + ".");
            case BinaryExpr binary
            when operator(binary.getOperator()).isPresent() -> {
                refuseHabit(binary);
                subject = binary.getLeft();
                yield comparison(
                        binary.getLeft(), operator(binary.getOperator()).get(), binary.getRight(), binary);
            }
            case HalfBinaryExpr half -> {
                Operator operator =
                        operator(half.getOperator().toBinaryExprOperator()).orElseThrow(() -> unsupported(half));
                yield comparison(subject(half), operator, half.getRight(), half);
            }
            case PointFreeExpr test -> {
                subject = test.getLeft();
                yield test(test.getLeft(), test.getOperator().asString(), test.isNegated(), test.getRight(), test);
            }
            case HalfPointFreeExpr half ->
                test(subject(half), half.getOperator().asString(), half.isNegated(), half.getRight(), half);
            default -> flag(node);
        };
    }

    /** {@code 18 <= age <= 30} and {@code !visits > 3}, which mean something else where they mean anything. */
    private void refuseHabit(BinaryExpr binary) throws Unreadable {
        String rest = " " + binary.getOperator().asString() + " " + expressions.source(binary.getRight());
        if (binary.getLeft() instanceof BinaryExpr first
                && operator(first.getOperator()).isPresent()) {
            throw expressions.refused(
                    binary,
                    "condition-as-value",
                    "A comparison has two sides; these are three.",
                    "Write " + expressions.source(first) + " && " + expressions.source(first.getRight()) + rest + ".");
        }
        if (binary.getLeft() instanceof UnaryExpr unary
                && unary.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT
                && !(unary.getExpression() instanceof EnclosedExpr)) {
            throw expressions.refused(
                    binary,
                    "condition-as-value",
                    "'!' stands before a condition, not before a value.",
                    "Write !( " + expressions.source(unary.getExpression()) + rest + " ).");
        }
    }

    private Condition flag(Node node) throws Unreadable {
        expressions.refuseBareName(node, asked == null ? null : asked.type());
        Expression expression = expressions.read(node);
        if (expression.type() != ValueType.FLAG) {
            throw expressions.refused(
                    node,
                    "not-a-condition",
                    "This is " + expression.type().words() + ", not a condition.",
                    compared(node, expression.type()));
        }
        return new Condition.Holds(expression, expressions.at(node));
    }

    private String compared(Node node, ValueType type) {
        boolean literal = literal(node);
        if (literal && subject != null) {
            boolean set = asked != null && asked.type() == ValueType.TEXTS;
            String written = expressions.source(subject) + (set ? " contains " : " == ") + expressions.source(node);
            return "Write the property again: " + written
                    + (type == ValueType.TEXT && !set ? ", or in ( … ) for a list." : ".");
        }
        return literal && type == ValueType.TEXT
                ? expressions
                        .nameOfOwn()
                        .map(property -> "Write " + property + " == " + expressions.source(node) + ".")
                        .orElse("Compare it with something.")
                : "Compare it with something.";
    }

    private Condition comparison(Node left, Operator operator, Node right, Node whole) throws Unreadable {
        if (left instanceof NullLiteralExpr) {
            return comparison(right, operator.flipped(), left, whole);
        }
        Optional<VariableScope.Subject> leftFact = expressions.fact(left);
        Optional<VariableScope.Subject> rightFact = expressions.fact(right);
        if (leftFact.isPresent() && rightFact.isPresent()) {
            return sameFact(leftFact.get(), operator, rightFact.get(), whole);
        }
        if (right instanceof NullLiteralExpr) {
            if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
                throw expressions.refused(
                        right, "null-order", "null has no order.", "Only == null and != null see what is absent.");
            }
            Expression known = expressions.read(left);
            if (known instanceof Read rank && rank.type() == ValueType.RANK) {
                throw notARankComparison(rank, expressions.at(whole));
            }
            return new Condition.Known(known, operator == Operator.NOT_EQUAL, expressions.at(whole));
        }
        Expression first;
        Expression second;
        if (literal(left) && !literal(right)) {
            second = expressions.read(right);
            first = expressions.readAs(left, second);
        } else {
            first = expressions.read(left);
            second = expressions.readAs(right, first);
        }
        asked = first;
        if (first instanceof Read rank && rank.type() == ValueType.RANK) {
            return ranked(rank, operator, second, whole);
        }
        if (second instanceof Read rank && rank.type() == ValueType.RANK) {
            return ranked(rank, operator.flipped(), first, whole);
        }
        if (first.type() != second.type()) {
            throw new Unreadable(
                    second.position(),
                    "wrong-type",
                    "This is " + second.type().words() + ", but what it is compared with is "
                            + first.type().words() + ".",
                    expressions.writtenAs(first.type(), right, second));
        }
        boolean ordered = operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
        if (first.type() == ValueType.TEXTS || first.type() == ValueType.FLAG && ordered) {
            throw expressions.refused(
                    whole,
                    "wrong-operator",
                    "'" + operator.symbol() + "' does not compare "
                            + first.type().words() + ".",
                    first.type() == ValueType.TEXTS ? "Use 'contains'." : "Use == or !=.");
        }
        return new Comparison(first, operator, second, expressions.at(whole));
    }

    private Condition sameFact(VariableScope.Subject left, Operator operator, VariableScope.Subject right, Node whole)
            throws Unreadable {
        if (left.type() != right.type() || operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
            throw expressions.refused(
                    whole,
                    "wrong-operator",
                    "Two facts of one kind are the same or not the same.",
                    "Write this == $other or this != $other.");
        }
        return new Condition.SameFact(
                left.pattern(), right.pattern(), operator == Operator.NOT_EQUAL, expressions.at(whole));
    }

    private Condition ranked(Read rank, Operator operator, Expression literal, Node whole) throws Unreadable {
        boolean ordered = operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
        if (!ordered || !(literal instanceof NumberLiteral(double percent, Position at))) {
            throw notARankComparison(
                    rank, literal instanceof TextLiteral text ? text.position() : expressions.at(whole));
        }
        if (percent < 0 || percent > 100) {
            throw notARankComparison(rank, at);
        }
        boolean strict = operator == Operator.GREATER || operator == Operator.AT_MOST;
        boolean above = operator == Operator.GREATER || operator == Operator.AT_LEAST;
        var cut = new Cutoffs.Cut((int) Math.round(percent * 1000), strict);
        return new Condition.Ranked(rank, cut, above, expressions.at(whole));
    }

    private static Unreadable notARankComparison(Read rank, Position at) {
        return new Unreadable(
                at,
                "rank-comparison",
                "'" + rank.property().name() + "' is compared by > >= < <= with a number of 0 to 100 only.",
                "The top 20 % are: " + rank.property().name() + " > 80.");
    }

    private Condition test(Node left, String operator, boolean negated, List<? extends Node> right, Node whole)
            throws Unreadable {
        Expression subject = expressions.read(left);
        asked = subject;
        return switch (operator) {
            case "in" -> oneOf(subject, negated, right, whole);
            case "contains" -> contains(subject, negated, right, whole);
            case "memberOf" -> memberOf(subject, negated, right, whole);
            case "matches" -> matches(subject, negated, right, whole);
            default -> textTest(subject, operator, negated, right, whole);
        };
    }

    private Condition oneOf(Expression subject, boolean negated, List<? extends Node> right, Node whole)
            throws Unreadable {
        var options = new ArrayList<Expression>();
        for (Node option : right) {
            Expression read = expressions.readAs(option, subject);
            expressions.requireType(read, subject.type());
            options.add(read);
        }
        return new Condition.OneOf(subject, options, negated, expressions.at(whole));
    }

    private Condition contains(Expression subject, boolean negated, List<? extends Node> right, Node whole)
            throws Unreadable {
        if (subject.type() == ValueType.TEXT) {
            return textTest(subject, "contains", negated, right, whole);
        }
        if (subject.type() != ValueType.TEXTS) {
            throw expressions.refused(
                    whole,
                    "wrong-operator",
                    "'contains' asks a set such as tags, or a text.",
                    "Compare " + subject.type().words() + " by == != < <= > >=.");
        }
        Expression element = expressions.readAs(right.getFirst(), ValueType.TEXT);
        expressions.requireType(element, ValueType.TEXT);
        return new Condition.Contains(subject, element, negated, expressions.at(whole));
    }

    private Condition memberOf(Expression subject, boolean negated, List<? extends Node> right, Node whole)
            throws Unreadable {
        expressions.requireType(subject, ValueType.TEXT);
        Expression set = expressions.read(right.getFirst());
        expressions.requireType(set, ValueType.TEXTS);
        return new Condition.Contains(set, subject, negated, expressions.at(whole));
    }

    private Condition matches(Expression subject, boolean negated, List<? extends Node> right, Node whole)
            throws Unreadable {
        expressions.requireType(subject, ValueType.TEXT);
        if (!(expressions.readAs(right.getFirst(), ValueType.TEXT) instanceof Expression.TextLiteral literal)) {
            throw expressions.refused(
                    right.getFirst(),
                    "regular-expression",
                    "A regular expression is written out in quotes.",
                    "For example: city matches \"R.*\"");
        }
        if (literal.value().length() > LONGEST_REGULAR_EXPRESSION) {
            throw expressions.refused(
                    right.getFirst(),
                    "regular-expression",
                    "A regular expression has at most " + LONGEST_REGULAR_EXPRESSION + " characters.",
                    "Use in ( … ) for a list of texts.");
        }
        if (Repetitions.writtenOut(literal.value()) > MOST_WRITTEN_OUT) {
            throw expressions.refused(
                    right.getFirst(),
                    "regular-expression",
                    "A regular expression has at most " + MOST_WRITTEN_OUT
                            + " parts, each counted as often as braces repeat it.",
                    "A repetition in another multiplies: write * or +, or smaller numbers.");
        }
        try {
            Pattern.compile(literal.value());
        } catch (PatternSyntaxException e) {
            throw expressions.refused(
                    right.getFirst(),
                    "regular-expression",
                    "The regular expression cannot be read: " + e.getDescription() + ".",
                    literal.value().matches("[*?+][\\p{L}\\d].*")
                            ? "Any text is .*: write \".*" + literal.value().substring(1) + "\"."
                            : "Look-ahead, look-behind and back-references are not known; . * + ? [ ] ( ) | ^ $ are.");
        }
        return new Condition.Matches(subject, literal.value(), negated, expressions.at(whole));
    }

    private Condition textTest(
            Expression subject, String operator, boolean negated, List<? extends Node> right, Node whole)
            throws Unreadable {
        for (TextOperator text : TextOperator.values()) {
            if (operator.equals(text.symbol())) {
                expressions.requireType(subject, ValueType.TEXT);
                Expression operand = expressions.readAs(right.getFirst(), ValueType.TEXT);
                expressions.requireType(operand, ValueType.TEXT);
                return new Condition.TextTest(subject, text, operand, negated, expressions.at(whole));
            }
        }
        throw expressions.refused(
                whole,
                "unsupported-operator",
                "The operator '" + operator + "' is not supported.",
                instead(subject, operator, negated, right)
                        .orElse(
                                "Use == != < <= > >=, in, contains, memberOf, matches, str[startsWith] or str[endsWith]."));
    }

    /** What says the same as an operator of Drools that is not supported, where one does. */
    private Optional<String> instead(Expression subject, String operator, boolean negated, List<? extends Node> right) {
        if (!(subject instanceof Read read) || right.size() != 1) {
            return Optional.empty();
        }
        String value = expressions.source(right.getFirst());
        boolean text = value.matches("\"[^\"]+\"");
        boolean set = read.type() == ValueType.TEXTS;
        String inner = text ? value.substring(1, value.length() - 1) : "…";
        String name = read.property().name();
        return Optional.ofNullable(
                switch (operator) {
                    case "after" -> "Write " + name + (negated ? " <= " : " > ") + value + ".";
                    case "before" -> "Write " + name + (negated ? " >= " : " < ") + value + ".";
                    case "includes" ->
                        "Write " + name + (negated ? " not" : "")
                                + (set ? " contains " + value : " matches \".*" + inner + ".*\"") + ".";
                    case "excludes" ->
                        "Write " + name + (negated ? "" : " not")
                                + (set ? " contains " + value : " matches \".*" + inner + ".*\"") + ".";
                    case "starts" -> "Write " + name + (negated ? " not" : "") + " str[startsWith] " + value + ".";
                    case "str[length]" -> "Write " + name + (negated ? " not" : "") + " matches \".{" + value + "}\".";
                    default -> null;
                });
    }

    private Node subject(Node half) throws Unreadable {
        if (subject == null) {
            throw expressions.refused(
                    half, "half-comparison", "This comparison has no left side.", "Write the property before it.");
        }
        return subject;
    }

    private Unreadable unsupported(Node node) {
        return expressions.refused(
                node, "unsupported-operator", "This operator is not supported.", "Use == != < <= > >=.");
    }

    private static boolean literal(Node node) {
        return node instanceof com.github.javaparser.ast.expr.LiteralExpr;
    }

    static Optional<Operator> operator(BinaryExpr.Operator operator) {
        return switch (operator) {
            case EQUALS -> Optional.of(Operator.EQUAL);
            case NOT_EQUALS -> Optional.of(Operator.NOT_EQUAL);
            case LESS -> Optional.of(Operator.LESS);
            case LESS_EQUALS -> Optional.of(Operator.AT_MOST);
            case GREATER -> Optional.of(Operator.GREATER);
            case GREATER_EQUALS -> Optional.of(Operator.AT_LEAST);
            default -> Optional.empty();
        };
    }

    /** The value that a binding in front of a constraint names: the left side of what follows. */
    static Node bound(Node node) {
        return switch (node) {
            case EnclosedExpr enclosed -> bound(enclosed.getInner());
            case BinaryExpr binary
            when operator(binary.getOperator()).isPresent()
                    || binary.getOperator() == BinaryExpr.Operator.AND
                    || binary.getOperator() == BinaryExpr.Operator.OR -> bound(binary.getLeft());
            case PointFreeExpr test -> bound(test.getLeft());
            default -> node;
        };
    }
}
