package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.vocabulary.FactType;

/** Says whose a fact is. */
@FunctionalInterface
interface Owner {
    Client of(Object fact);

    /** Of a fact type; its facts are of its class, so the cast cannot fail. */
    static <F> Owner of(FactType<F> type) {
        return fact -> type.owner().apply(type.type().cast(fact));
    }
}
