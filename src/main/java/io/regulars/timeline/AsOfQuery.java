package io.regulars.timeline;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.Codes;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a question about the past as callers ask it. */
final class AsOfQuery {
    private final SegmentsAsOf segmentsAsOf;
    private final BusinessId business;
    private final Instant now;

    AsOfQuery(SegmentsAsOf segmentsAsOf, BusinessId business, Instant now) {
        this.segmentsAsOf = segmentsAsOf;
        this.business = business;
        this.now = now;
    }

    /**
     * The question, as a query says it.
     *
     * @param asOf a moment that is not ahead
     * @param knowledge {@code then} or {@code now}; null: now
     * @param release {@code r-17}; null: the usual one
     * @throws ProblemException INVALID if one of them cannot be read
     */
    SegmentsAsOf.Question question(
            Transaction transaction, String asOf, @Nullable String knowledge, @Nullable String release)
            throws SQLException {
        try {
            Instant moment = past(Codes.instant(asOf));
            return question(
                    transaction,
                    moment,
                    knowledge == null ? null : knowledge(knowledge),
                    release == null ? null : release(release));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ErrorCode.INVALID, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The question in its parts.
     *
     * @param knowledge null: now
     * @param release a release's number; null: the usual one
     */
    SegmentsAsOf.Question question(
            Transaction transaction, Instant asOf, @Nullable KnowledgeBasis knowledge, @Nullable Integer release)
            throws SQLException {
        KnowledgeBasis from = knowledge == null ? KnowledgeBasis.NOW : knowledge;
        return new SegmentsAsOf.Question(
                asOf,
                from,
                release == null
                        ? segmentsAsOf.usualRelease(transaction, business, asOf, from)
                        : segmentsAsOf.release(transaction, business, release));
    }

    /** The moment itself, unless it is ahead. */
    Instant past(Instant moment) {
        if (moment.isAfter(now)) {
            throw new IllegalArgumentException("'asOf' is a past moment; what is ahead is asked as forecast.");
        }
        return moment;
    }

    /** From what the past is judged. */
    static KnowledgeBasis knowledge(String knowledge) {
        return switch (knowledge) {
            case "then" -> KnowledgeBasis.THEN;
            case "now" -> KnowledgeBasis.NOW;
            default ->
                throw new IllegalArgumentException(
                        "'knowledge' is 'then' (what was known then) or 'now' (what is known now), not '" + knowledge
                                + "'.");
        };
    }

    /** The number of a release. */
    static int release(String release) {
        if (release.matches("r-\\d{1,9}")) {
            return Integer.parseInt(release.substring(2));
        }
        throw new IllegalArgumentException("'release' is a release's name such as r-17, not '" + release + "'.");
    }
}
