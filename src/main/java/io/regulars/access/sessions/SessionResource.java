package io.regulars.access.sessions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.SecurityIdentity;
import io.regulars.access.AuditLog;
import io.regulars.access.Key;
import io.regulars.access.businesses.Business;
import io.regulars.access.keys.Secret;
import io.regulars.platform.RegularsConfig;
import io.regulars.platform.database.Administration;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.RefusedRequests;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Who calls; a browser signs in and out here. */
@Path("/api/session")
@Consumes("application/json")
@Produces("application/json")
@PermitAll
class SessionResource {
    private final Administration administration;
    private final Sessions sessions;
    private final AuditLog audit;
    private final SignInTries tries;
    private final SecurityIdentity identity;
    private final InstantSource clock;
    private final RegularsConfig config;
    private final boolean byCompany;

    SessionResource(
            Administration administration,
            Sessions sessions,
            AuditLog audit,
            SignInTries tries,
            SecurityIdentity identity,
            InstantSource clock,
            RegularsConfig config,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean byCompany) {
        this.administration = administration;
        this.sessions = sessions;
        this.audit = audit;
        this.tries = tries;
        this.identity = identity;
        this.clock = clock;
        this.config = config;
        this.byCompany = byCompany;
    }

    /** What a browser signs in with. */
    @Schema(name = "SignIn")
    record SignIn(
            @Size(max = 1000) @Schema(description = "A key of the business.") @Nullable
            String key,

            @Size(max = 1000)
            @Schema(description = "Or the code of a link that the service printed, which works once, for half an hour.")
            @Nullable
            String code) {}

    /** The business of whoever calls, as far as a page needs it. */
    @Schema(name = "SessionBusiness")
    record OfBusiness(String id, String name, String zone, String currency, String country) {}

    /**
     * Who calls.
     *
     * @param name of the key
     * @param roles all that it may act as
     * @param now the service's time, which may have been moved
     * @param movable whether the service was started so that POST /api/clock moves that time
     */
    @Schema(name = "Session")
    record Shown(String name, List<String> roles, OfBusiness business, Instant now, boolean movable) {}

    /**
     * How people may sign in.
     *
     * @param company whether GET /api/session/company signs a browser in by a company's own sign-in
     */
    @Schema(name = "SignInWays")
    record Ways(boolean company) {}

    @POST
    @Operation(
            summary = "Signs a browser in, with a key or by a link",
            description =
                    "The answer sets a cookie that scripts cannot read and other sites cannot have sent. The session may what"
                            + " its key may; it is over 12 hours after its last request, after 7 days, and when the key is revoked. Whoever tries too"
                            + " often in vain waits for a minute: 429 with Retry-After.")
    @APIResponseSchema(value = Shown.class, responseCode = "200")
    public Response begin(
            @RequestBodySchema(SignIn.class) InputStream body,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        ObjectNode json = Json.object(body);
        var fields = new Fields(json);
        String key = fields.text("key");
        String code = fields.text("code");
        if ((key == null) == (code == null)) {
            fields.wrong("key", "or 'code' is what to sign in with, and one of them only");
        }
        fields.finish();
        String address = request.remoteAddress().hostAddress();
        Duration wait = tries.toWait(address);
        if (wait.isPositive()) {
            return RefusedRequests.answer("Too many tries to sign in from this address.", wait, uri);
        }
        Optional<Sessions.Begun> found = administration.transaction(tx -> {
            Optional<Sessions.Begun> signedIn = key != null
                    ? sessions.begin(new Secret(key))
                    : sessions.follow(new Secret(Objects.requireNonNull(code)));
            signedIn.ifPresent(session -> note(session.key(), "signed-in"));
            return signedIn;
        });
        if (found.isEmpty()) {
            tries.inVain(address);
            throw refused(key != null);
        }
        Sessions.Begun begun = found.get();
        return Response.ok(shown(begun.key()))
                .cookie(SessionCookie.of(begun.token(), uri))
                .build();
    }

    @GET
    @Operation(summary = "Who calls: the key's name and roles, and the business; 204 for nobody")
    @APIResponseSchema(value = Shown.class, responseCode = "200")
    public @Nullable Shown read() {
        return identity.getPrincipal() instanceof Key key ? shown(key) : null;
    }

    @GET
    @Path("/ways")
    @Operation(summary = "How people may sign in here, beside keys and links")
    public Ways ways() {
        return new Ways(byCompany);
    }

    @DELETE
    @Operation(summary = "Signs the browser out")
    @APIResponse(responseCode = "204", description = "It is signed out.")
    public Response end(@Context HttpHeaders headers, @Context UriInfo uri) {
        if (identity.getPrincipal() instanceof Key key) {
            SessionCookie.read(headers.getCookies())
                    .ifPresent(token -> administration.transaction(tx -> {
                        sessions.end(token);
                        note(key, "signed-out");
                        return key;
                    }));
        }
        return Response.noContent().cookie(SessionCookie.none(uri)).build();
    }

    private Shown shown(Key key) {
        Business business = key.business();
        return new Shown(
                key.name(),
                key.allowed().stream().sorted().toList(),
                new OfBusiness(
                        business.externalId(),
                        business.name(),
                        business.zone().getId(),
                        business.currency().getCurrencyCode(),
                        business.country()),
                clock.instant(),
                config.clockMovable());
    }

    private void note(Key key, String what) {
        audit.record(key.business().id().value(), key.name(), what, "a browser", "");
    }

    private static ProblemException refused(boolean byKey) {
        return new ProblemException(
                ErrorCode.UNAUTHENTICATED,
                byKey
                        ? "There is no such key, or it was revoked."
                        : "This link was used already, or is older than half an hour. Sign in with a key, or start the"
                                + " service anew for another link.");
    }
}
