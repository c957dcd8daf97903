package io.regulars.rules.drl;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.drl.meant.Days;
import io.regulars.rules.drl.meant.MeantTime;
import io.regulars.rules.drl.words.Places;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Expression.Arithmetic;
import io.regulars.rules.tree.Expression.ArithmeticOperator;
import io.regulars.rules.tree.Expression.Concatenation;
import io.regulars.rules.tree.Expression.DayLiteral;
import io.regulars.rules.tree.Expression.FlagLiteral;
import io.regulars.rules.tree.Expression.NumberLiteral;
import io.regulars.rules.tree.Expression.Read;
import io.regulars.rules.tree.Expression.TextLiteral;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Types one parsed expression against the vocabulary.
 * <pre>
 *   spendInLast(30) > 200   → Read(Client.spendInLast, [30]) …
 *   "service:" + $code      → Concatenation("service:", Read(Booking.service))
 * </pre>
 */
final class ExpressionReader {
    private static final Pattern NUMBER = Pattern.compile("(\\d+(\\.\\d+)?)[bildf]?");

    private final VariableScope scope;
    private final Places places;
    private final ForeignCalls foreign;

    ExpressionReader(VariableScope scope, Places places) {
        this.scope = scope;
        this.places = places;
        this.foreign = new ForeignCalls(scope, places);
    }

    Expression read(Node node) throws Unreadable {
        return switch (node) {
            case EnclosedExpr enclosed -> read(enclosed.getInner());
            case BooleanLiteralExpr literal -> new FlagLiteral(literal.getValue(), at(node));
            case StringLiteralExpr literal -> new TextLiteral(unescaped(literal), at(node));
            case com.github.javaparser.ast.expr.CharLiteralExpr literal ->
                throw refused(
                        node, "char-literal", "Text stands in double quotes.", "Write \"" + literal.getValue() + "\".");
            case com.github.javaparser.ast.expr.TextBlockLiteralExpr literal ->
                throw refused(
                        node, "text-block", "A text block is not taken here.", "Write the text in double quotes.");
            case LiteralStringValueExpr literal -> number(literal);
            case NameExpr name -> named(name);
            case FieldAccessExpr access -> property(access.getScope(), access.getNameAsString(), List.of(), access);
            case MethodCallExpr call
            when call.getScope().isEmpty() -> own(call.getNameAsString(), call.getArguments(), call);
            case MethodCallExpr call ->
                property(call.getScope().get(), call.getNameAsString(), call.getArguments(), call);
            case UnaryExpr unary when unary.getOperator() == UnaryExpr.Operator.MINUS -> negative(unary);
            case BinaryExpr binary -> computed(binary);
            case com.github.javaparser.ast.expr.ObjectCreationExpr made
            when made.getTypeAsString().matches("(java\\.util\\.)?Date|LocalDate|Instant|Calendar") ->
                throw refused(
                        node,
                        "unsupported-expression",
                        "Nothing is made with 'new' in a condition.",
                        MeantTime.hint(foreign.comparison(node))
                                .orElse("How long ago something was is a number of days: daysSinceLastVisit >= 30."));
            default ->
                throw refused(
                        node,
                        "unsupported-expression",
                        "'" + source(node) + "' is not an expression that rules can use.",
                        "Use properties of the vocabulary, literals, + - * / and comparisons.");
        };
    }

    /** An expression where one of that type is wanted; a name that means nothing is told as what it probably is. */
    Expression readAs(Node node, ValueType wanted) throws Unreadable {
        if (node instanceof NameExpr name && scope.own() != null && meansNothing(name.getNameAsString())) {
            if (wanted == ValueType.DAY && MeantTime.isAbout(name.getNameAsString())) {
                return own(name.getNameAsString(), List.of(), name);
            }
            var advice = MeantExpression.unknownName(name.getNameAsString(), wanted, scope.own());
            throw refused(node, advice.code(), advice.message(), advice.hint());
        }
        return read(node);
    }

    /**
     * Refuses a name that means nothing where a condition is wanted.
     *
     * @param asked the type of what was compared before, which a name without quotes may be meant for too
     */
    void refuseBareName(Node node, @Nullable ValueType asked) throws Unreadable {
        VariableScope.Subject own = scope.own();
        if (!(node instanceof NameExpr name) || own == null || !meansNothing(name.getNameAsString())) {
            return;
        }
        if (asked != null) {
            readAs(node, asked);
        }
        Optional<String> about = nameOfOwn();
        if (about.isPresent()) {
            boolean closed = own.type().property(about.get()).orElseThrow() instanceof Property.Text<?> text
                    && !text.values().isEmpty();
            String value = name.getNameAsString();
            throw refused(
                    node,
                    "not-a-condition",
                    own.type().name() + " has no property '" + value + "'.",
                    "Write " + about.get() + " == " + (closed ? value : "\"" + value + "\"") + ".");
        }
    }

    /** How the right side of a comparison is written so that it is of the left side's type. */
    String writtenAs(ValueType type, Node right, Expression read) {
        String written = source(right);
        return switch (type) {
            case DAY -> Days.hint(written.replace(" ", ""));
            case TEXTS -> read.type() == ValueType.TEXT ? "Write contains " + written + "." : quotes(type);
            case NUMBER, RANK ->
                written.matches("\"\\d{1,2}:\\d{2}\"")
                        ? "An hour is a number, without minutes: "
                                + Integer.parseInt(written.substring(1, written.indexOf(':'))) + "."
                        : quotes(type);
            case TEXT, FLAG -> quotes(type);
        };
    }

    private boolean meansNothing(String name) {
        return !name.startsWith("$")
                && scope.variable(name).isEmpty()
                && scope.own() != null
                && scope.own().type().property(name).isEmpty();
    }

    /** An expression, with a literal turned to the type that the other side of a comparison or a parameter has. */
    Expression readAs(Node node, Expression other) throws Unreadable {
        if (other instanceof Read read
                && read.property() instanceof Property.Text<?> text
                && !text.values().isEmpty()) {
            Optional<TextLiteral> constant = constant(node, text.values());
            if (constant.isPresent()) {
                return constant.get();
            }
        }
        Expression expression = readAs(node, other.type());
        if (other.type() == ValueType.DAY && expression instanceof TextLiteral text) {
            return day(text);
        }
        return expression;
    }

    /** One of a closed list of names: {@code COMPLETED}, {@code Status.COMPLETED} or {@code "COMPLETED"}. */
    private Optional<TextLiteral> constant(Node node, List<String> values) throws Unreadable {
        String written = switch (node) {
            case StringLiteralExpr literal -> unescaped(literal);
            case NameExpr name when scope.variable(name.getNameAsString()).isEmpty() -> name.getNameAsString();
            case FieldAccessExpr access
            when access.getScope() instanceof NameExpr type
                    && scope.variable(type.getNameAsString()).isEmpty() -> access.getNameAsString();
            default -> "";
        };
        if (written.isEmpty()) {
            return Optional.empty();
        }
        if (!values.contains(written)) {
            boolean property = node instanceof NameExpr
                    && scope.own() != null
                    && scope.own().type().property(written).isPresent();
            if (property) {
                return Optional.empty();
            }
            String hint = NearestName.hint(written, values);
            throw refused(
                    node,
                    "unknown-value",
                    "There is no value '" + written + "' here.",
                    hint.isEmpty() ? "It is one of " + String.join(", ", values) + "." : hint);
        }
        return Optional.of(new TextLiteral(written, at(node)));
    }

    private Expression named(NameExpr name) throws Unreadable {
        String written = name.getNameAsString();
        Optional<VariableScope.Variable> variable = scope.variable(written);
        if (variable.isPresent()) {
            return switch (variable.get()) {
                case VariableScope.Variable.Value value -> value.expression();
                case VariableScope.Variable.Lost lost -> throw Unreadable.because(at(name));
                case VariableScope.Variable.Fact fact ->
                    throw refused(
                            name,
                            "fact-as-value",
                            "'" + written + "' is a " + fact.subject().type().name() + ", not a value.",
                            "Name one of its properties: " + written + ".…");
            };
        }
        if (written.matches("\\$\\d+")) {
            throw refused(
                    name,
                    "unknown-variable",
                    "An amount stands without its currency.",
                    "Write " + written.substring(1) + ".");
        }
        if (written.startsWith("$")) {
            if (scope.elsewhere().contains(written)) {
                throw refused(
                        name,
                        "unknown-variable",
                        "'" + written + "' is not known here.",
                        "What is bound inside exists, not, forall or accumulate, or on one side of an or, is not known outside."
                                + " Match the fact by itself: $b : Booking( … ).");
            }
            throw refused(
                    name,
                    "unknown-variable",
                    "'" + written + "' is not bound in this rule.",
                    NearestName.of(written, scope.variables().keySet())
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("Bind it in the 'when' part: " + written + " : city."));
        }
        return own(written, List.of(), name);
    }

    private Expression own(String name, List<? extends Node> arguments, Node node) throws Unreadable {
        VariableScope.Subject own = scope.own();
        if (own == null) {
            throw refused(
                    node,
                    "unknown-name",
                    "'" + name + "' means nothing here.",
                    "Bind it in the 'when' part, or write it as a property of a bound fact: $c." + name + ".");
        }
        return property(own, name, arguments, node);
    }

    private Expression property(Node of, String name, List<? extends Node> arguments, Node node) throws Unreadable {
        Optional<VariableScope.Subject> fact = scope.fact(of);
        if (fact.isPresent()) {
            return property(fact.get(), name, arguments, node);
        }
        foreign.refuse(of, name, arguments, node);
        if (of instanceof NameExpr variable
                && scope.variable(variable.getNameAsString()).orElse(null) instanceof VariableScope.Variable.Lost) {
            throw Unreadable.because(at(of));
        }
        throw refused(
                of,
                "not-a-fact",
                "'" + source(of) + "' has no properties.",
                "A property belongs to a fact bound in this rule, such as $c." + name + ".");
    }

    private Expression property(VariableScope.Subject subject, String name, List<? extends Node> arguments, Node node)
            throws Unreadable {
        FactType<?> type = subject.type();
        Property<?> property = type.property(name).orElse(null);
        if (property == null) {
            throw refused(
                    node,
                    "unknown-property",
                    type.name() + " has no property '" + name + "'.",
                    foreign.meant(node, name, arguments)
                            .or(() -> MeantExpression.hint(
                                    name, subject, io.regulars.rules.tree.Pattern.isOwnHistory(type)))
                            .or(() -> NearestName.of(name, type.properties().keySet())
                                    .map(near -> "Did you mean '" + near + "'?"))
                            .orElse(
                                    node instanceof MethodCallExpr
                                            ? "There are no functions but those in rules/vocabulary.md, such as visitsInLast(30)."
                                            : "rules/vocabulary.md lists them."));
        }
        if (arguments.size() != property.parameters().size()) {
            throw refused(
                    node,
                    "wrong-arguments",
                    "'" + name + "' takes " + takes(property) + ".",
                    "For example: " + property.example());
        }
        List<Expression> read = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            read.add(argument(arguments.get(i), property.parameters().get(i), property));
        }
        return new Read(subject.pattern(), type, property, read, at(node));
    }

    private Expression argument(Node node, Property.Parameter parameter, Property<?> property) throws Unreadable {
        Expression expression =
                parameter.type() == Property.ParameterType.TEXT ? readAs(node, ValueType.TEXT) : read(node);
        return switch (parameter.type()) {
            case WHOLE_NUMBER -> {
                if (expression instanceof NumberLiteral(double value, Position ignored)
                        && value == Math.rint(value)
                        && value >= 0
                        && value <= 36_500) {
                    yield expression;
                }
                throw refused(
                        node,
                        "wrong-argument",
                        "'" + parameter.name() + "' of " + property.name() + " is a whole number of 0 to 36500.",
                        "For example: " + property.example());
            }
            case TEXT -> {
                if (expression.type() == ValueType.TEXT) {
                    yield expression;
                }
                throw refused(
                        node,
                        "wrong-argument",
                        "'" + parameter.name() + "' of " + property.name() + " is a text.",
                        "For example: " + property.example());
            }
            case DATE -> {
                if (expression instanceof TextLiteral text) {
                    yield day(text);
                }
                throw refused(
                        node,
                        "wrong-argument",
                        "'" + parameter.name() + "' of " + property.name() + " is a date in quotes.",
                        "For example: " + property.example());
            }
        };
    }

    private Expression computed(BinaryExpr binary) throws Unreadable {
        ArithmeticOperator operator = switch (binary.getOperator()) {
            case PLUS -> ArithmeticOperator.PLUS;
            case MINUS -> ArithmeticOperator.MINUS;
            case MULTIPLY -> ArithmeticOperator.TIMES;
            case DIVIDE -> ArithmeticOperator.DIVIDED_BY;
            case REMAINDER -> ArithmeticOperator.MODULO;
            default ->
                throw refused(
                        binary,
                        "condition-as-value",
                        "'" + source(binary) + "' is a condition, not a value.",
                        binary.getOperator() == BinaryExpr.Operator.OR
                                        && binary.getLeft().isLiteralExpr()
                                        && binary.getRight().isLiteralExpr()
                                ? "For one of several write in (" + source(binary.getLeft()) + ", "
                                        + source(binary.getRight()) + ") without ==."
                                : "Compare values; join conditions by && and ||.");
        };
        Expression left = read(binary.getLeft());
        Expression right = read(binary.getRight());
        if (operator == ArithmeticOperator.PLUS && (left.type() == ValueType.TEXT || right.type() == ValueType.TEXT)) {
            requireType(left, ValueType.TEXT);
            requireType(right, ValueType.TEXT);
            return new Concatenation(left, right, at(binary));
        }
        requireType(left, ValueType.NUMBER);
        requireType(right, ValueType.NUMBER);
        return new Arithmetic(left, operator, right, at(binary));
    }

    void requireType(Expression expression, ValueType type) throws Unreadable {
        if (expression.type() != type) {
            throw new Unreadable(
                    expression.position(),
                    "wrong-type",
                    "This is " + expression.type().words() + ", where " + type.words() + " is needed.",
                    quotes(type));
        }
    }

    /** How a value of that type is written, where that is what people get wrong. */
    static String quotes(ValueType type) {
        return switch (type) {
            case TEXT -> "A text stands in double quotes.";
            case NUMBER, RANK -> "Write the number in digits, without quotes: 200 or 12.50.";
            case DAY -> "Write year, month and day: \"2026-11-22\".";
            case FLAG -> "Write true or false.";
            case TEXTS -> "Write contains: tags contains \"student\".";
        };
    }

    private Expression negative(UnaryExpr unary) throws Unreadable {
        Expression inner = read(unary.getExpression());
        if (inner instanceof NumberLiteral literal) {
            return new NumberLiteral(-literal.value(), literal.position());
        }
        requireType(inner, ValueType.NUMBER);
        return new Arithmetic(new NumberLiteral(0, inner.position()), ArithmeticOperator.MINUS, inner, at(unary));
    }

    private NumberLiteral number(LiteralStringValueExpr literal) throws Unreadable {
        String written = literal.getValue().replace("_", "").toLowerCase(Locale.ROOT);
        Matcher number = NUMBER.matcher(written);
        if (written.length() <= 40 && number.matches()) {
            return new NumberLiteral(Double.parseDouble(number.group(1)), at(literal));
        }
        throw refused(
                literal,
                "not-a-number",
                "'" + shortened(literal.getValue()) + "' is not a number that rules can use.",
                "Write it in digits with a decimal point: 200 or 200.50.");
    }

    private DayLiteral day(TextLiteral text) throws Unreadable {
        return new DayLiteral(
                Days.of(text.value())
                        .orElseThrow(() -> new Unreadable(
                                text.position(),
                                "not-a-date",
                                "'" + shortened(text.value()) + "' is not a date.",
                                Days.hint(text.value()))),
                text.position());
    }

    private String unescaped(StringLiteralExpr literal) throws Unreadable {
        try {
            return literal.getValue().translateEscapes();
        } catch (IllegalArgumentException e) {
            throw refused(
                    literal, "bad-escape", "The text holds an escape that means nothing.", "Use \\\" and \\\\ only.");
        }
    }

    private static String takes(Property<?> property) {
        List<Property.Parameter> parameters = property.parameters();
        if (parameters.isEmpty()) {
            return "nothing in brackets";
        }
        String names = String.join(
                ", ", parameters.stream().map(Property.Parameter::name).toList());
        return (parameters.size() == 1 ? "one value in brackets: " : parameters.size() + " values in brackets: ")
                + names;
    }

    /** The fact that a node names. */
    Optional<VariableScope.Subject> fact(Node node) {
        return scope.fact(node);
    }

    Position at(Node node) {
        return places.position(node);
    }

    Unreadable refused(Node node, String code, String message, String hint) {
        return new Unreadable(at(node), code, message, hint);
    }

    /** As it is written, shortened where it is long. */
    String source(Node node) {
        return places.written(node, 60);
    }

    /** The property that names what the pattern's fact is about, where it has one: the segment of Entered. */
    Optional<String> nameOfOwn() {
        return Optional.ofNullable(scope.own())
                .filter(own -> own.pattern() > 0)
                .flatMap(own -> java.util.stream.Stream.of("segment", "name", "kind")
                        .filter(name -> own.type().property(name).isPresent())
                        .findFirst());
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
