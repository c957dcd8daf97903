package io.regulars.platform.rest;

import io.regulars.platform.json.Fields;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for, by the same parameters everywhere: as many rows as {@code limit} says, behind the one that
 * {@code after} names. The answer links to the next page while there may be more.
 */
public class PageRequest {
    private static final int USUAL = 100;
    private static final int LARGEST = 1000;

    @QueryParam("after")
    @Nullable
    String after;

    @QueryParam("limit")
    @Nullable
    String limit;

    @Context
    @SuppressWarnings("NullAway.Init") // set by the container per request
    UriInfo uri;

    /**
     * How many rows the page holds.
     *
     * @throws ProblemException INVALID below 1, above 1,000 and for what is no whole number
     */
    public int limit() {
        if (limit == null) {
            return USUAL;
        }
        int asked = limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
        if (asked < 1 || asked > LARGEST) {
            throw new ProblemException(
                    ErrorCode.INVALID,
                    "'limit' is a whole number from 1 to " + LARGEST + ", not '" + NearestName.shortened(limit) + "'.");
        }
        return asked;
    }

    /** Where the page before ended, as its list writes it; null or empty: from the start. */
    public @Nullable String after() {
        return after;
    }

    /**
     * The id at which the page before ended; empty: from the start.
     *
     * @throws ProblemException INVALID if that is no id
     */
    public String afterId() {
        return after == null ? "" : Fields.checkedId(after);
    }

    /**
     * The number at which the page before ended; 0: from the start.
     *
     * @throws ProblemException INVALID if no page ended there
     */
    public long afterNumber() {
        return number(0);
    }

    /**
     * The same in a list with the greatest first.
     *
     * @throws ProblemException INVALID if no page ended there
     */
    public long beforeNumber() {
        return number(Long.MAX_VALUE);
    }

    private long number(long start) {
        try {
            return after == null || after.isEmpty() ? start : Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw new ProblemException(ErrorCode.INVALID, "'after' is taken from the link to the next page.");
        }
    }

    /** The answer with its {@code Link: rel="next"}. */
    public <T> RestResponse<List<T>> answer(List<T> rows, Function<T, Object> cursor) {
        var answer = RestResponse.ResponseBuilder.ok(rows);
        if (rows.size() == limit()) {
            var next = uri.getRequestUriBuilder()
                    .replaceQueryParam("after", "{after}") // an id may hold braces of its own
                    .build(cursor.apply(rows.getLast()));
            answer.link(next, "next");
        }
        return answer.build();
    }
}
