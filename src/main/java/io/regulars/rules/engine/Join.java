package io.regulars.rules.engine;

import io.regulars.facts.values.Truth;
import io.regulars.rules.interpret.ConditionFunctions;
import java.util.List;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Variable;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate2;
import org.drools.model.functions.Predicate3;
import org.drools.model.functions.Predicate4;
import org.drools.model.functions.Predicate5;
import org.drools.model.functions.Predicate6;
import org.drools.model.functions.Predicate7;
import org.drools.model.functions.PredicateInformation;
import org.jspecify.annotations.Nullable;

/**
 * A test of one fact with others that were joined before. Drools wants a function of as many facts as there are.
 *
 * @param owner says whose the fact is; null if the client is among the others
 * @param places where the others are among the facts that the test reads
 * @param own where the fact itself is among them; -1 if the test takes it apart
 */
record Join(
        String id, ConditionFunctions.Test test, @Nullable Owner owner, List<Integer> places, int own)
        implements Predicate2<Object, Object>,
                Predicate3<Object, Object, Object>,
                Predicate4<Object, Object, Object, Object>,
                Predicate5<Object, Object, Object, Object, Object>,
                Predicate6<Object, Object, Object, Object, Object, Object>,
                Predicate7<Object, Object, Object, Object, Object, Object, Object>,
                HashedExpression {
    /** So many others at most. */
    static final int MOST = 6;

    Join {
        places = List.copyOf(places);
    }

    /** Adds the test to a pattern. */
    void to(PatternDef<Object> lowered, List<Variable<Object>> others) {
        switch (others.size()) {
            case 1 -> lowered.expr(id, others.get(0), (Predicate2<Object, Object>) this);
            case 2 -> lowered.expr(id, others.get(0), others.get(1), (Predicate3<Object, Object, Object>) this);
            case 3 ->
                lowered.expr(
                        id, others.get(0), others.get(1), others.get(2), (Predicate4<Object, Object, Object, Object>)
                                this);
            case 4 ->
                lowered.expr(id, others.get(0), others.get(1), others.get(2), others.get(3), (Predicate5<
                                Object, Object, Object, Object, Object>)
                        this);
            case 5 ->
                lowered.expr(id, others.get(0), others.get(1), others.get(2), others.get(3), others.get(4), (Predicate6<
                                Object, Object, Object, Object, Object, Object>)
                        this);
            case MOST ->
                lowered.expr(
                        id,
                        others.get(0),
                        others.get(1),
                        others.get(2),
                        others.get(3),
                        others.get(4),
                        others.get(5),
                        (Predicate7<Object, Object, Object, Object, Object, Object, Object>) this);
            default -> throw new IllegalStateException("no condition joins " + others.size() + " others");
        }
    }

    @Override
    public boolean test(Object fact, Object a) {
        return ask(fact, a);
    }

    @Override
    public boolean test(Object fact, Object a, Object b) {
        return ask(fact, a, b);
    }

    @Override
    public boolean test(Object fact, Object a, Object b, Object c) {
        return ask(fact, a, b, c);
    }

    @Override
    public boolean test(Object fact, Object a, Object b, Object c, Object d) {
        return ask(fact, a, b, c, d);
    }

    @Override
    public boolean test(Object fact, Object a, Object b, Object c, Object d, Object e) {
        return ask(fact, a, b, c, d, e);
    }

    @Override
    public boolean test(Object fact, Object a, Object b, Object c, Object d, Object e, Object f) {
        return ask(fact, a, b, c, d, e, f);
    }

    private boolean ask(Object fact, Object... joined) {
        Object[] others = new Object[Math.max(places.getLast(), own) + 1];
        if (owner != null) {
            others[0] = owner.of(fact);
        }
        for (int i = 0; i < joined.length; i++) {
            others[places.get(i)] = joined[i];
        }
        if (own < 0) {
            return test.of(fact, others).holds();
        }
        others[own] = fact;
        return test.of(null, others).holds();
    }

    @Override
    public Join negate() {
        return new Join(
                "not " + id, (fact, others) -> Truth.of(!test.of(fact, others).holds()), owner, places, own);
    }

    @Override
    public PredicateInformation predicateInformation() {
        return PredicateInformation.EMPTY_PREDICATE_INFORMATION;
    }

    @Override
    public String getExpressionHash() {
        return id;
    }
}
