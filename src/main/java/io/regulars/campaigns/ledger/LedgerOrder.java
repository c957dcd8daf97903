package io.regulars.campaigns.ledger;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import org.jspecify.annotations.Nullable;

/** Which line of the ledger comes first. */
enum LedgerOrder {
    /** The one whose start was decided first. */
    OLDEST,
    /** The one that was decided last, or is due last. */
    NEWEST,
    /** The one that was decided first, or is due first. */
    SOONEST;

    /**
     * As a request says it; null: as they were decided.
     *
     * @throws ProblemException INVALID where there is no such order
     */
    static LedgerOrder of(@Nullable String word) {
        return switch (word) {
            case null -> OLDEST;
            case "oldest" -> OLDEST;
            case "newest" -> NEWEST;
            case "soonest" -> SOONEST;
            default ->
                throw new ProblemException(
                        ErrorCode.INVALID,
                        "'order' is oldest, newest or soonest, which comes first, not '" + NearestName.shortened(word)
                                + "'.");
        };
    }
}
