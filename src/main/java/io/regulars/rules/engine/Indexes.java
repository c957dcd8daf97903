package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.FactType;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.ValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.drools.model.AlphaIndex;
import org.drools.model.BetaIndex;
import org.drools.model.Index;
import org.drools.model.PatternDSL;
import org.drools.model.functions.Function1;
import org.jspecify.annotations.Nullable;

/**
 * The indexes Drools may use. An index has one number per property and arguments: with one number for two properties
 * matches are lost. Unknown is null here: NaN in a range index would match every {@code >=}. Getter, literal and index are
 * of one type, Double or String: with two, literals are cut.
 */
final class Indexes {
    private final Map<String, Integer> numbers = new HashMap<>();

    /** An index for {@code property op literal}, if there can be one. */
    Optional<AlphaIndex<Object, ?>> of(Pattern pattern, Condition condition) {
        if (!(condition instanceof Condition.Comparison comparison)
                || !(comparison.left() instanceof Expression.Read read)
                || read.pattern() != pattern.index()
                || Literals.of(read) == null) {
            return Optional.empty();
        }
        int number = number(pattern.type(), Printing.property(read));
        Condition.Operator operator = comparison.operator();
        if (comparison.right() instanceof Expression.NumberLiteral literal) {
            Values.Value value = new Values(pattern.index()).value(read);
            Function1<Object, @Nullable Double> getter = fact -> (Double) value.of(fact, Conditions.ALONE);
            return type(operator)
                    .map(type -> PatternDSL.alphaIndexedBy(Double.class, type, number, getter, literal.value()));
        }
        boolean equality = operator == Condition.Operator.EQUAL && read.type() == ValueType.TEXT;
        if (equality && comparison.right() instanceof Expression.TextLiteral literal) {
            Values.Value value = new Values(pattern.index()).value(read);
            Function1<Object, @Nullable String> getter = fact -> (String) value.of(fact, Conditions.ALONE);
            return Optional.of(PatternDSL.alphaIndexedBy(
                    String.class, Index.ConstraintType.EQUAL, number, getter, literal.value()));
        }
        return Optional.empty();
    }

    /** The index of a fact type by its client, which makes the join of many clients in one session cheap. */
    BetaIndex<Object, Object, Client> owner(FactType<?> type, Owner owner) {
        return PatternDSL.betaIndexedBy(
                Client.class, Index.ConstraintType.EQUAL, number(type, "of the client"), owner::of, client -> client);
    }

    private int number(FactType<?> type, String property) {
        return numbers.computeIfAbsent(type.name() + "." + property, key -> numbers.size());
    }

    private static Optional<Index.ConstraintType> type(Condition.Operator operator) {
        return switch (operator) {
            case EQUAL -> Optional.of(Index.ConstraintType.EQUAL);
            case NOT_EQUAL -> Optional.empty();
            case LESS -> Optional.of(Index.ConstraintType.LESS_THAN);
            case AT_MOST -> Optional.of(Index.ConstraintType.LESS_OR_EQUAL);
            case GREATER -> Optional.of(Index.ConstraintType.GREATER_THAN);
            case AT_LEAST -> Optional.of(Index.ConstraintType.GREATER_OR_EQUAL);
        };
    }
}
