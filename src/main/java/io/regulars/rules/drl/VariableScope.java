package io.regulars.rules.drl;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names mean at one place of a rule: the variables bound so far, and the pattern whose properties can be named
 * without a variable.
 *
 * @param own null outside a pattern, as in a rule's consequence
 * @param elsewhere names that are bound somewhere in the rule, also where this place does not see them
 */
record VariableScope(
        Map<String, Variable> variables, @Nullable Subject own, Set<String> elsewhere, DiagnosticCollector problems) {
    /**
     * Nothing is bound yet.
     *
     * @param elsewhere what is bound anywhere in the rule
     */
    static VariableScope of(Set<String> elsewhere, DiagnosticCollector problems) {
        return new VariableScope(new LinkedHashMap<>(), null, elsewhere, problems);
    }

    /** A pattern: the number of its fact, and its type. */
    record Subject(int pattern, FactType<?> type) {}

    /** What a variable stands for. */
    sealed interface Variable {
        /** A matched fact: {@code $b : Booking()}. */
        record Fact(Subject subject) implements Variable {}

        /** A value: {@code $city : city}. */
        record Value(Expression expression) implements Variable {}

        /** What it was bound to could not be read, which is told already. */
        record Lost() implements Variable {}
    }

    /** The same variables, seen from inside a pattern; what is bound there is bound here too. */
    VariableScope inside(int pattern, FactType<?> type) {
        return new VariableScope(variables, new Subject(pattern, type), elsewhere, problems);
    }

    /** A scope of its own for {@code exists} and {@code not}: what is bound inside is not seen outside. */
    VariableScope closed() {
        return new VariableScope(new LinkedHashMap<>(variables), own, elsewhere, problems);
    }

    /** Gives a variable its meaning from here on. */
    void bind(String name, Variable variable, Position at) throws Unreadable {
        if (variables.putIfAbsent(name, variable) != null) {
            throw new Unreadable(
                    at, "bound-twice", "'" + name + "' is bound twice in this rule.", "Give one another name.");
        }
    }

    /** Remembers a name whose meaning could not be read, so that nobody is told that it is not bound. */
    void lose(@Nullable String name) {
        if (name != null) {
            variables.putIfAbsent(name, new Variable.Lost());
        }
    }

    Optional<Variable> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** The fact that a node names: {@code this}, or a variable bound to a pattern. */
    Optional<Subject> fact(Node node) {
        return switch (node) {
            case ThisExpr self -> Optional.ofNullable(own);
            case NameExpr name
            when variables.get(name.getNameAsString()) instanceof Variable.Fact fact -> Optional.of(fact.subject());
            default -> Optional.empty();
        };
    }

    /** The property that a node names, of the pattern's own fact or of one that is bound. */
    Optional<Property<?>> property(Node node) {
        return switch (node) {
            case NameExpr name -> property(Optional.ofNullable(own), name.getNameAsString());
            case FieldAccessExpr access -> property(fact(access.getScope()), access.getNameAsString());
            default -> Optional.empty();
        };
    }

    private static Optional<Property<?>> property(Optional<Subject> subject, String name) {
        return subject.flatMap(of -> of.type().property(name).map(property -> (Property<?>) property));
    }
}
