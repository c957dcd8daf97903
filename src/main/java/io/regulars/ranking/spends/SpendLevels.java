package io.regulars.ranking.spends;

import java.util.Optional;

/** The spends that clients of a business have, in order, with how many have each. */
public interface SpendLevels {
    /** So many clients spent exactly that. */
    record Level(long spendMinor, long clients) {}

    /** The least spend above this one. */
    Optional<Level> above(long spendMinor);

    /** The greatest spend below this one. */
    Optional<Level> below(long spendMinor);
}
