package io.regulars.rules.drl;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.regulars.facts.vocabulary.Property;
import io.regulars.rules.drl.meant.MeantFunction;
import io.regulars.rules.drl.meant.MeantTime;
import io.regulars.rules.drl.words.Places;
import io.regulars.rules.tree.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Refuses calls of Java, SQL and spreadsheets, and says what was meant by them. */
final class ForeignCalls {
    private static final int LONGEST_COMPARISON = 300;
    private static final int LONGEST_PART = 60;

    private final VariableScope scope;
    private final Places places;

    ForeignCalls(VariableScope scope, Places places) {
        this.scope = scope;
        this.places = places;
    }

    /**
     * Refuses a call or a property of something that is no fact, if it is known what was meant: {@code city.equals("Riga")}, {@code
     * Math.abs(spend)}, and {@code Client.visits} in the brackets of Client.
     */
    void refuse(Node of, String name, List<? extends Node> arguments, Node node) throws Unreadable {
        boolean turnedRound = of instanceof StringLiteralExpr && name.startsWith("equals") && arguments.size() == 1;
        if (turnedRound && scope.property(arguments.getFirst()).isPresent()) { // "Riga".equals(city)
            refuse(arguments.getFirst(), name, List.of(of), node);
        }
        Optional<String> hint = anyCase(of, name, arguments);
        if (hint.isPresent()) {
            throw ofJava(of, name, node, hint.get());
        }
        hint = meantOf(of, name, arguments, node);
        if (hint.isPresent()) {
            throw node instanceof MethodCallExpr
                    ? ofJava(of, name, node, hint.get())
                    : refused(node, "java-method", "'" + source(of) + "." + name + "' is no property.", hint.get());
        }
        String argument = arguments.isEmpty() ? "" : source(arguments.getFirst());
        boolean negated = node.getParentNode().orElse(null) instanceof UnaryExpr;
        hint = scope.property(of)
                .flatMap(property -> MeantExpression.call(property, source(of), name, argument, negated));
        if (hint.isPresent()) {
            throw ofJava(of, name, node, hint.get());
        }
        if (of instanceof NameExpr written) {
            refuseOwner(written, name);
        }
    }

    /** {@code city.toLowerCase().equals("riga")}. */
    private Optional<String> anyCase(Node of, String name, List<? extends Node> arguments) {
        return of instanceof MethodCallExpr inner
                        && inner.getNameAsString().matches("to(Lower|Upper)Case|trim|strip")
                        && inner.getScope().flatMap(scope::property).isPresent()
                ? MeantFunction.anyCase(source(inner.getScope().orElseThrow()), name, sources(arguments))
                : Optional.empty();
    }

    /** {@code List.of("a", "b").contains(city)}, {@code city.substring(0, 2)}, {@code LocalDate.now().minusDays(30)}. */
    private Optional<String> meantOf(Node of, String name, List<? extends Node> arguments, Node node) {
        List<String> written = sources(arguments);
        if (of instanceof MethodCallExpr list
                && list.getNameAsString().matches("asList|of")
                && name.equals("contains")
                && written.size() == 1) {
            String values = list.getArguments().stream().map(this::source).collect(Collectors.joining(", "));
            return Optional.of("Write " + written.getFirst() + " in (" + values + ").");
        }
        Optional<Property<?>> property = scope.property(of);
        if (property.isPresent()) {
            return MeantExpression.toldByItself(name, comparison(node))
                    ? Optional.empty()
                    : hint(node, name, MeantFunction.with(source(of), written));
        }
        String foreign = source(of);
        if (foreign.matches("\"[^\"]*\"")) {
            return hint(node, name, MeantFunction.with(foreign, written));
        }
        return foreign.matches("[A-Z]\\w*|(?i)(today|now)\\b.*|[A-Z]\\w*\\..*")
                        && scope.fact(of).isEmpty()
                ? hint(node, name, written)
                : Optional.empty();
    }

    /** {@code Client.visits}, and in the brackets of Booking {@code client.visits}. */
    private void refuseOwner(NameExpr written, String name) throws Unreadable {
        VariableScope.Subject own = scope.own();
        if (own == null) {
            return;
        }
        String of = written.getNameAsString();
        if (Pattern.isOwnHistory(own.type()) && own.type().property(of).isEmpty()) {
            Optional<String> owner = MeantExpression.hint(of, own, true);
            if (owner.isPresent()) {
                throw refused(
                        written, "unknown-property", own.type().name() + " has no property '" + of + "'.", owner.get());
            }
        }
        if (own.type().property(name).isPresent() && scope.variable(of).isEmpty()) {
            throw refused(
                    written,
                    "not-a-fact",
                    "'" + of + "' has no properties.",
                    "In the brackets of " + own.type().name() + " a property stands by itself: " + name + ".");
        }
    }

    /** What was meant by a function that rules do not have. */
    Optional<String> meant(Node node, String name, List<? extends Node> arguments) {
        return hint(node, name, sources(arguments));
    }

    private Optional<String> hint(Node node, String name, List<String> arguments) {
        String whole = comparison(node);
        Optional<String> time = MeantTime.isAbout(whole) ? MeantTime.hint(whole) : Optional.empty();
        return time.or(() -> MeantTime.part(name, String.join(", ", arguments), whole))
                .or(() -> MeantFunction.hint(node, name, arguments, this::source));
    }

    /** The whole comparison that a node stands in, as it is written; what it is itself if it stands in none. */
    String comparison(Node node) {
        Node at = node;
        while (at.getParentNode().orElse(null) instanceof Expression around) {
            at = around;
            if (around instanceof BinaryExpr binary
                    && ConditionReader.operator(binary.getOperator()).isPresent()) {
                return places.written(around, LONGEST_COMPARISON);
            }
        }
        return places.written(node, LONGEST_COMPARISON);
    }

    private List<String> sources(List<? extends Node> nodes) {
        return nodes.stream().map(this::source).toList();
    }

    private String source(Node node) {
        return places.written(node, LONGEST_PART);
    }

    private Unreadable ofJava(Node of, String name, Node node, String hint) {
        return refused(node, "java-method", "'" + source(of) + "." + name + "' is a call of Java.", hint);
    }

    private Unreadable refused(Node node, String code, String message, String hint) {
        return new Unreadable(places.position(node), code, message, hint);
    }
}
