package io.regulars.rules.differential;

import java.util.List;

/** A way to fire rules. One is loaded by a class loader of its own, so only types of the JDK are passed. */
public interface Contender {
    /**
     * What the rules do, as sorted lines {@code c-1 is in vip by rule 'a'}.
     *
     * @param rules of which both generate their own text
     * @param clients how many
     */
    List<String> result(long seed, int rules, int clients);
}
