package io.regulars.releases.activation;

import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.releases.store.ReleaseResource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;

/** The way of a business back from a release of its own. */
@Path("/api/rules/follow-default")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed({Roles.ANALYST, Roles.PLATFORM})
class FollowDefaultResource {
    private final RequestActivation request;
    private final AnswerActivation answer;
    private final Caller caller;

    FollowDefaultResource(RequestActivation request, AnswerActivation answer, Caller caller) {
        this.request = request;
        this.answer = answer;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Lets the shared release answer for the business again, instead of its own",
            description =
                    "'starts' as for an activation; 'over' names the release of its own that answers until then: 409 if another does.")
    public AnswerActivation.Activated followDefault(
            @RequestBodySchema(ActivationResource.ActivationRequest.class) InputStream body) {
        ActivationResource.Wanted wanted = ActivationResource.wanted(body);
        return answer.to(
                caller.business(),
                "The shared release",
                request.followDefault(ReleaseResource.editor(caller), wanted.over(), wanted.starts()));
    }
}
