package io.regulars.releases.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.Problems;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers that a draft was not brought together with what is active, with the conflicts. */
class NotRebasedProblem {
    private final ObjectMapper json;

    NotRebasedProblem(ObjectMapper json) {
        this.json = json;
    }

    @ServerExceptionMapper
    Response answer(NotRebased refused, UriInfo uri) {
        var refusal = new ProblemException(ErrorCode.CONFLICT, String.valueOf(refused.getMessage()));
        return Problems.answer(refusal, uri, json, "conflicts", refused.conflicts());
    }
}
