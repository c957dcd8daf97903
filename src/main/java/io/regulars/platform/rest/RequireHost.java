package io.regulars.platform.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.regulars.platform.problem.ErrorCode;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses a request that names no host: its own address is not known then, which links and problems need. */
@ApplicationScoped
class RequireHost {
    /** Before whatever reads the address. */
    private static final int EARLY = 10_000;

    private final EarlyAnswer answer;

    RequireHost(EarlyAnswer answer) {
        this.answer = answer;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    private void check(RoutingContext request) {
        if (request.request().authority() != null) {
            request.next();
            return;
        }
        answer.refuse(
                request, ErrorCode.MALFORMED, "The request names no host. Send the header Host, as HTTP/1.1 does.");
    }
}
