package io.regulars.access.people;

import io.quarkus.oidc.AuthorizationCodeFlow;
import io.quarkus.security.Authenticated;
import io.regulars.access.sessions.BeginSession;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where a browser goes to sign in by the company: it is sent there, comes back with a code, and gets a session of the console's. */
@Path(PersonSessionResource.PATH)
class PersonSessionResource {
    static final String PATH = "/api/session/company";

    private final BeginSession beginSession;

    PersonSessionResource(BeginSession beginSession) {
        this.beginSession = beginSession;
    }

    @GET
    @Authenticated
    @AuthorizationCodeFlow
    @Operation(hidden = true)
    public Response begin(@Context UriInfo uri) {
        return Response.seeOther(URI.create("/"))
                .cookie(beginSession.cookie(uri))
                .build();
    }
}
