package io.regulars.releases;

import io.regulars.access.Caller;
import io.regulars.access.Needs;
import io.regulars.access.Role;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The way of a business back from a release of its own. */
@Path("/api/rules/follow-default")
@Consumes("application/json")
@Produces("application/json")
@Needs({Role.ANALYST, Role.PLATFORM})
class FollowDefaultResource {
    private final RequestActivation request;
    private final Caller caller;

    FollowDefaultResource(RequestActivation request, Caller caller) {
        this.request = request;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Lets the shared release answer for the business again, instead of its own",
            description = "'starts' as for an activation.")
    public ActivationResource.Activated followDefault(InputStream body) {
        return ActivationResource.answer(
                "The shared release",
                request.followDefault(ReleaseResource.editor(caller), ActivationResource.starts(body)));
    }
}
