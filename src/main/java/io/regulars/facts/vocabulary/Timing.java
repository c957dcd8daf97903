package io.regulars.facts.vocabulary;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * When a property may change its value though nothing happens to the client: the one source of both {@code since} (looking
 * back) and the next evaluation (looking ahead). It may name a moment too many, never one too few, for the history that
 * the fact was made from.
 */
@FunctionalInterface
public interface Timing<F> {
    /**
     * Names the moments, past and future, in any order.
     *
     * @param arguments the property's arguments, as its reader takes them
     * @param thresholds the numbers that rules compare it with; moments between which no comparison with them can
     *     change may be left out; none: what names its changes names all of them
     */
    void moments(F fact, Object[] arguments, double[] thresholds, Consumer<Instant> moments);

    /** Time alone never changes it. */
    static <F> Timing<F> never() {
        return new Never<>();
    }

    /** Whether time alone can change it at all. */
    default boolean changesWithTime() {
        return true;
    }

    /** Of what only trigger events change. */
    record Never<F>() implements Timing<F> {
        @Override
        public void moments(F fact, Object[] arguments, double[] thresholds, Consumer<Instant> moments) {}

        @Override
        public boolean changesWithTime() {
            return false;
        }
    }
}
