package io.regulars.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Answers a request with a problem before anything else has looked at it. */
@ApplicationScoped
class EarlyAnswer {
    private final ObjectMapper json;

    EarlyAnswer(ObjectMapper json) {
        this.json = json;
    }

    void refuse(RoutingContext request, ErrorCode code, String detail) {
        var problem = Problem.of(code, detail, request.normalizedPath(), List.of());
        request.response()
                .setStatusCode(code.status())
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
