package io.regulars.platform.rest;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.Codes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A moment that a query names, such as {@code ?from=2026-11-22T00:00:00Z}. */
public final class QueryMoment {
    private QueryMoment() {}

    /**
     * Reads it.
     *
     * @param text null: the query does not name it
     * @return null: the query does not name it
     * @throws ProblemException INVALID if it is no moment
     */
    public static @Nullable Instant of(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Codes.instant(text);
        } catch (IllegalArgumentException e) {
            String wrong = String.valueOf(e.getMessage());
            String end = wrong.endsWith(".") ? "" : ".";
            throw new ProblemException(ErrorCode.INVALID, "'" + name + "' " + wrong + end);
        }
    }
}
