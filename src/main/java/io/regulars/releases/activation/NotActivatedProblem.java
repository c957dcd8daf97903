package io.regulars.releases.activation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.Problems;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers that a release was not activated, with what the check found, or what it would have taken back. */
class NotActivatedProblem {
    private final ObjectMapper json;

    NotActivatedProblem(ObjectMapper json) {
        this.json = json;
    }

    @ServerExceptionMapper
    Response answer(NotActivated refused, UriInfo uri) {
        var refusal = new ProblemException(ErrorCode.CONFLICT, String.valueOf(refused.getMessage()));
        return refused.takesBack() == null
                ? Problems.answer(refusal, uri, json, "diagnostics", refused.problems())
                : Problems.answer(refusal, uri, json, "takesBack", refused.takesBack());
    }
}
