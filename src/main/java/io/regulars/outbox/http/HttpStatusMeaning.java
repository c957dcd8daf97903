package io.regulars.outbox.http;

import io.regulars.outbox.Attempted;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a status of HTTP means for a message. */
final class HttpStatusMeaning {
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int KEPT = 300;

    private HttpStatusMeaning() {}

    static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    /**
     * An answer that is no success. Redirects and refusals are tried again like faults: receivers move and are mended.
     *
     * @param at now, since Retry-After may be a moment
     */
    static Attempted refused(SendRequest.Answered answer, Instant at) {
        String detail = "it answered " + answer.status()
                + (isRedirect(answer.status()) ? redirect(answer) : beginning(answer.text()));
        return switch (answer.status()) {
            case GONE -> new Attempted.Gone(GONE, "it answered 410: gone");
            case TOO_MANY_REQUESTS, UNAVAILABLE ->
                new Attempted.NotTaken(answer.status(), detail, false, pause(answer.retryAfter(), at));
            default -> new Attempted.NotTaken(answer.status(), detail);
        };
    }

    private static boolean isRedirect(int status) {
        return status >= 300 && status < 400;
    }

    /** A redirect could lead anywhere, so whoever set up the endpoint has to look at it. */
    private static String redirect(SendRequest.Answered answer) {
        String to = answer.location() == null ? "elsewhere" : "to " + line(answer.location());
        return ", which leads on " + to
                + "; redirects are not followed, so set the endpoint's url to where the receiver is";
    }

    private static String beginning(String text) {
        String line = line(text);
        return line.isEmpty() ? "" : ": " + line;
    }

    private static String line(String text) {
        String line = text.strip().replaceAll("\\s+", " ").replace("\0", "");
        return line.substring(0, Math.min(line.length(), KEPT));
    }

    /** Seconds, or a date of HTTP; null if it is neither, or past. */
    private static @Nullable Duration pause(@Nullable String header, Instant at) {
        if (header == null) {
            return null;
        }
        if (header.strip().matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(header.strip()));
        }
        try {
            Duration until = Duration.between(
                    at,
                    ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return until.isPositive() ? until : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
