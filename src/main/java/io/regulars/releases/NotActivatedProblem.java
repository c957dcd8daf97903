package io.regulars.releases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Problems;
import io.regulars.platform.Refusal;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers an activation that was not made: a problem with all diagnostics beside it. */
class NotActivatedProblem {
    private final ObjectMapper json;

    NotActivatedProblem(ObjectMapper json) {
        this.json = json;
    }

    @ServerExceptionMapper
    Response notActivated(NotActivated refused, UriInfo uri) {
        Response answer = Problems.answer(new Refusal(ErrorCode.CONFLICT, String.valueOf(refused.getMessage())), uri);
        ObjectNode problem = json.valueToTree(answer.getEntity());
        problem.set("diagnostics", json.valueToTree(refused.problems()));
        return Response.fromResponse(answer).entity(problem).build();
    }
}
