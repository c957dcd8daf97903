package io.regulars.evaluation;

import io.regulars.platform.Codes;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a question about the past as callers ask it. */
final class AsOfQuery {
    private final SegmentsAsOf segmentsAsOf;
    private final Instant now;

    AsOfQuery(SegmentsAsOf segmentsAsOf, Instant now) {
        this.segmentsAsOf = segmentsAsOf;
        this.now = now;
    }

    /**
     * The question.
     *
     * @param asOf a moment that is not ahead
     * @param knowledge {@code then} or {@code now}; null: now
     * @param release {@code r-17}; null: the usual one
     * @throws Refusal INVALID if one of them cannot be read
     */
    SegmentsAsOf.Question question(String asOf, @Nullable String knowledge, @Nullable String release) {
        Instant moment = moment(asOf);
        Knowledge from = knowledge(knowledge);
        return new SegmentsAsOf.Question(
                moment,
                from,
                release == null ? segmentsAsOf.usualRelease(moment, from) : segmentsAsOf.release(number(release)));
    }

    private Instant moment(String asOf) {
        Instant moment;
        try {
            moment = Codes.instant(asOf);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ErrorCode.INVALID, "'asOf': " + e.getMessage());
        }
        if (moment.isAfter(now)) {
            throw new Refusal(ErrorCode.INVALID, "'asOf' is a past moment; what is ahead is asked as forecast.");
        }
        return moment;
    }

    private static Knowledge knowledge(@Nullable String knowledge) {
        return switch (knowledge) {
            case "then" -> Knowledge.THEN;
            case "now" -> Knowledge.NOW;
            case null -> Knowledge.NOW;
            default ->
                throw new Refusal(
                        ErrorCode.INVALID,
                        "'knowledge' is 'then' (what was known then) or 'now' (what is known now), not '" + knowledge
                                + "'.");
        };
    }

    private static int number(String release) {
        if (release.matches("r-\\d{1,9}")) {
            return Integer.parseInt(release.substring(2));
        }
        throw new Refusal(ErrorCode.INVALID, "'release' is a release's name such as r-17, not '" + release + "'.");
    }
}
