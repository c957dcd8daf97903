package io.regulars.rules.engine;

import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.Gathered;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.AccumulateFunction;

/**
 * Drools' part of {@code accumulate}: gathers what is joined. What is made of it, and what is unknown of it, is decided by
 * {@link ConditionFunctions}: Drools' own functions know no unknown, and its sums are not exact in decimals.
 */
final class Gather implements AccumulateFunction<Gathered> {
    private final boolean matching;

    Gather(boolean matching) {
        this.matching = matching;
    }

    @Override
    public Gathered createContext() {
        return new Gathered(matching);
    }

    @Override
    public void init(Gathered gathered) {
        gathered.facts().clear();
    }

    @Override
    public void accumulate(Gathered gathered, Object fact) {
        gathered.facts().add(fact);
    }

    @Override
    public void reverse(Gathered gathered, Object fact) {
        gathered.facts().remove(fact);
    }

    @Override
    public Object getResult(Gathered gathered) {
        return gathered;
    }

    @Override
    public boolean supportsReverse() {
        return true;
    }

    @Override
    public Class<?> getResultType() {
        return Gathered.class;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Gather gather && gather.matching == matching;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(matching);
    }

    @Override
    public void writeExternal(ObjectOutput out) {
        throw new UnsupportedOperationException("rules are not serialized");
    }

    @Override
    public void readExternal(ObjectInput in) {
        throw new UnsupportedOperationException("rules are not serialized");
    }
}
