package io.regulars.releases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Problems;
import io.regulars.platform.Refusal;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what a check has kept from being done: a problem with all that was found beside it. */
class CheckFailedProblem {
    private static final String DIAGNOSTICS = "diagnostics";

    private final ObjectMapper json;

    CheckFailedProblem(ObjectMapper json) {
        this.json = json;
    }

    @ServerExceptionMapper
    Response notActivated(NotActivated refused, UriInfo uri) {
        var refusal = new Refusal(ErrorCode.CONFLICT, String.valueOf(refused.getMessage()));
        return refused.takesBack() == null
                ? answer(refusal, DIAGNOSTICS, refused.problems(), uri)
                : answer(refusal, "takesBack", refused.takesBack(), uri);
    }

    @ServerExceptionMapper
    Response notRebased(NotRebased refused, UriInfo uri) {
        return answer(
                new Refusal(ErrorCode.CONFLICT, String.valueOf(refused.getMessage())),
                "conflicts",
                refused.conflicts(),
                uri);
    }

    @ServerExceptionMapper
    Response notSaved(NotSaved refused, UriInfo uri) {
        return answer(
                new Refusal(ErrorCode.INVALID, String.valueOf(refused.getMessage())),
                DIAGNOSTICS,
                refused.problems(),
                uri);
    }

    private Response answer(Refusal refusal, String beside, Object content, UriInfo uri) {
        Response answer = Problems.answer(refusal, uri);
        ObjectNode problem = json.valueToTree(answer.getEntity());
        problem.set(beside, json.valueToTree(content));
        return Response.fromResponse(answer).entity(problem).build();
    }
}
