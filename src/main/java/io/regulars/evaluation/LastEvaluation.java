package io.regulars.evaluation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the last evaluation of a client stored beside memberships, and what was noted since.
 *
 * @param spendMinor what they had spent
 * @param spendSince since when at most they have spent that; null: they never spent anything
 * @param at the moment of the evaluation; null: there was none
 * @param release that evaluated; null: none
 * @param cutoffsReached how many cut-offs they had reached; null: their spend is newer than that
 * @param againAt when they are to be evaluated again; null: never
 * @param ranksChangedFrom cut-offs that passed their spend from then on, or they them, are others than those they were evaluated
 *     by; null: they are the same
 * @param ranksNoticedAt when that was noticed
 */
public record LastEvaluation(
        long spendMinor,
        @Nullable Instant spendSince,
        @Nullable Instant at,
        @Nullable Long release,
        @Nullable Long cutoffsReached,
        @Nullable Instant againAt,
        @Nullable Instant ranksChangedFrom,
        @Nullable Instant ranksNoticedAt) {
    /** Of a client never evaluated. */
    public static final LastEvaluation NONE = new LastEvaluation(0, null, null, null, null, null, null, null);

    /** When they were due by time, if that moment has passed; ranks that changed are no matter of time. */
    @Nullable
    Instant overdue(Instant now) {
        Instant due = againAt;
        boolean passed = due != null && due.isBefore(now) && (ranksNoticedAt == null || due.isBefore(ranksNoticedAt));
        return passed ? due : null;
    }
}
