package io.regulars.platform.rest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;

/** Requests that are refused so that others are answered. Each is told when to try again, and counted. */
@Startup
@ApplicationScoped
public class RefusedRequests {
    private final Counter ofRate;
    private final Counter ofLoad;

    RefusedRequests(MeterRegistry meters) {
        ofRate = counter(meters, "rate");
        ofLoad = counter(meters, "load");
    }

    private static Counter counter(MeterRegistry meters, String reason) {
        return Counter.builder("regulars.requests.refused")
                .description(
                        "Requests answered with 429: by the rate of their key, or as too many wait for the database")
                .tag("reason", reason)
                .register(meters);
    }

    /** The answer to a key that asks too often. */
    public Response tooOften(String detail, Duration wait, UriInfo uri) {
        ofRate.increment();
        return answer(detail, wait, uri);
    }

    /** Another request is refused, as too many wait already. */
    void crowded() {
        ofLoad.increment();
    }

    /** The answer to whoever has to wait, in whole seconds. */
    public static Response answer(String detail, Duration wait, UriInfo uri) {
        long seconds = seconds(wait);
        String when = " Try again in " + (seconds == 1 ? "a second." : seconds + " seconds.");
        return Response.fromResponse(Problems.answer(new ProblemException(ErrorCode.TOO_MANY, detail + when), uri))
                .header("Retry-After", seconds)
                .build();
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
