package io.regulars.platform;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One page of a list: as many rows as were asked for, and a link to the next page while there may be more. */
public final class Page {
    private static final int USUAL = 100;
    private static final int LARGEST = 1000;

    private Page() {}

    /**
     * How many rows a page holds.
     *
     * @param asked null: the usual 100
     * @throws ProblemException INVALID below 1, above 1,000 and for what is no whole number
     */
    public static int limit(@Nullable String asked) {
        if (asked == null) {
            return USUAL;
        }
        int limit = asked.matches("[0-9]{1,4}") ? Integer.parseInt(asked) : 0;
        if (limit < 1 || limit > LARGEST) {
            throw new ProblemException(
                    ErrorCode.INVALID,
                    "'limit' is a whole number from 1 to " + LARGEST + ", not '" + NearestName.shortened(asked) + "'.");
        }
        return limit;
    }

    /**
     * A number that a cursor holds.
     *
     * @param after null or empty: from the start
     * @throws ProblemException INVALID if no page ended there
     */
    public static long after(@Nullable String after) {
        try {
            return after == null || after.isEmpty() ? 0 : Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw new ProblemException(ErrorCode.INVALID, "'after' is taken from the link to the next page.");
        }
    }

    /**
     * A number that a cursor holds in a list with the greatest first.
     *
     * @param after null or empty: from the start
     * @throws ProblemException INVALID if no page ended there
     */
    public static long before(@Nullable String after) {
        return after == null || after.isEmpty() ? Long.MAX_VALUE : after(after);
    }

    /** The answer with its {@code Link: rel="next"}. */
    public static <T> RestResponse<List<T>> of(List<T> rows, int limit, UriInfo uri, Function<T, Object> cursor) {
        var answer = RestResponse.ResponseBuilder.ok(rows);
        if (rows.size() == limit) {
            var next = uri.getRequestUriBuilder()
                    .replaceQueryParam("after", "{after}") // an id may hold braces of its own
                    .build(cursor.apply(rows.getLast()));
            answer.link(next, "next");
        }
        return answer.build();
    }
}
