package io.regulars.releases.builder;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.Problems;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers that a segment was not saved, with what the check found. */
class NotSavedProblem {
    private final ObjectMapper json;

    NotSavedProblem(ObjectMapper json) {
        this.json = json;
    }

    @ServerExceptionMapper
    Response answer(NotSaved refused, UriInfo uri) {
        var refusal = new ProblemException(ErrorCode.INVALID, String.valueOf(refused.getMessage()));
        return Problems.answer(refusal, uri, json, "diagnostics", refused.problems());
    }
}
