package io.regulars.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Refuses a request that names no host: its own address is not known then, which links and problems need. */
@ApplicationScoped
class RequireHost {
    /** Before whatever reads the address. */
    private static final int EARLY = 10_000;

    private final ObjectMapper json;

    RequireHost(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    private void check(RoutingContext request) {
        if (request.request().authority() != null) {
            request.next();
            return;
        }
        String detail = "The request names no host. Send the header Host, as HTTP/1.1 does.";
        var problem = Problem.of(ErrorCode.MALFORMED, detail, request.normalizedPath(), List.of());
        request.response()
                .setStatusCode(ErrorCode.MALFORMED.status())
                .putHeader("Content-Type", Problems.PROBLEM_JSON.toString())
                .end(written(problem));
    }

    private String written(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is texts and numbers", e);
        }
    }
}
