package io.regulars.platform.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.regulars.platform.database.Database;
import io.regulars.platform.problem.ErrorCode;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses what would wait for the database behind too many others. So what was taken is answered in time, and nobody waits for seconds only
 * to hear that the connections are all in use. Probes and metrics are answered.
 */
@ApplicationScoped
class RefuseWhenCrowded {
    /** Before anything asks the database, who calls to begin with. */
    private static final int EARLY = 9_000;

    private final EarlyAnswer answer;
    private final Database database;
    private final RefusedRequests refused;
    private final int most;

    RefuseWhenCrowded(EarlyAnswer answer, Database database, RefusedRequests refused, RestConfig config) {
        this.answer = answer;
        this.database = database;
        this.refused = refused;
        this.most = config.requestsWaiting();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    private void check(RoutingContext request) {
        if (request.normalizedPath().startsWith("/q/") || database.awaited() < most) {
            request.next();
            return;
        }
        refused.crowded();
        request.response().putHeader("Retry-After", "1");
        answer.refuse(
                request,
                ErrorCode.TOO_MANY,
                "The service has as many requests as it can answer soon; this one was not looked at. Try again in a second.");
    }
}
