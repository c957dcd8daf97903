package io.regulars.releases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Problems;
import io.regulars.platform.Refusal;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what a check has kept from being done: a problem with all diagnostics beside it. */
class CheckFailedProblem {
    private final ObjectMapper json;

    CheckFailedProblem(ObjectMapper json) {
        this.json = json;
    }

    @ServerExceptionMapper
    Response notActivated(NotActivated refused, UriInfo uri) {
        return answer(new Refusal(ErrorCode.CONFLICT, String.valueOf(refused.getMessage())), refused.problems(), uri);
    }

    @ServerExceptionMapper
    Response notSaved(NotSaved refused, UriInfo uri) {
        return answer(new Refusal(ErrorCode.INVALID, String.valueOf(refused.getMessage())), refused.problems(), uri);
    }

    private Response answer(Refusal refusal, List<?> diagnostics, UriInfo uri) {
        Response answer = Problems.answer(refusal, uri);
        ObjectNode problem = json.valueToTree(answer.getEntity());
        problem.set("diagnostics", json.valueToTree(diagnostics));
        return Response.fromResponse(answer).entity(problem).build();
    }
}
