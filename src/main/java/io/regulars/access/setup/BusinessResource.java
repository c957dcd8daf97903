package io.regulars.access.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.AuditLog;
import io.regulars.access.Caller;
import io.regulars.access.Role;
import io.regulars.access.Roles;
import io.regulars.access.businesses.Business;
import io.regulars.access.businesses.BusinessBody;
import io.regulars.access.businesses.BusinessRequest;
import io.regulars.access.businesses.Businesses;
import io.regulars.access.businesses.ContactPolicy;
import io.regulars.access.keys.Keys;
import io.regulars.access.keys.Secret;
import io.regulars.platform.database.Administration;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The settings of one's own business; a platform's key makes more businesses. */
@Path("/api")
@Consumes("application/json")
@Produces("application/json")
class BusinessResource {
    private final Administration administration;
    private final Businesses businesses;
    private final Keys keys;
    private final AuditLog audit;
    private final Caller caller;
    private final InstantSource clock;

    BusinessResource(
            Administration administration,
            Businesses businesses,
            Keys keys,
            AuditLog audit,
            Caller caller,
            InstantSource clock) {
        this.administration = administration;
        this.businesses = businesses;
        this.keys = keys;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Path("/businesses")
    @RolesAllowed(Roles.PLATFORM)
    @Operation(summary = "Makes a business; the answer shows its first admin key this once")
    @APIResponseSchema(value = BusinessRequest.class, responseCode = "200")
    public Response make(@RequestBodySchema(BusinessRequest.class) InputStream body) {
        Business business = BusinessBody.parse(Json.object(body), false, ContactPolicy.DEFAULT);
        Secret secret = Secret.random();
        Business made = administration.transaction(tx -> {
            Business added = businesses
                    .add(business, clock.instant())
                    .orElseThrow(() -> new ProblemException(
                            ErrorCode.CONFLICT, "There is a business '" + business.externalId() + "' already."));
            keys.add(added.id(), "admin", secret, Set.of(Role.ADMIN));
            audit.record(added.id().value(), caller.name(), "business-made", added.externalId(), "");
            return added;
        });
        return Response.status(201)
                .entity(BusinessBody.json(made).put("key", secret.text()))
                .build();
    }

    @GET
    @Path("/business")
    @RolesAllowed({Roles.BOOKING_SYSTEM, Roles.ANALYST, Roles.VIEWER})
    @Operation(summary = "The settings of the business")
    @APIResponseSchema(value = BusinessRequest.class, responseCode = "200")
    public ObjectNode settings() {
        return BusinessBody.json(caller.settings());
    }

    @PUT
    @Path("/business")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Replaces the settings of the business; its id and its currency stay, and fourEyes and"
                    + " contactPolicy if they are not said")
    @APIResponseSchema(value = BusinessRequest.class, responseCode = "200")
    public ObjectNode replace(@RequestBodySchema(BusinessRequest.class) InputStream body) {
        Business present = caller.settings();
        Business sent = BusinessBody.parse(Json.object(body), present.fourEyes(), present.contactPolicy());
        if (!sent.externalId().equals(present.externalId()) || !sent.currency().equals(present.currency())) {
            throw new ProblemException(ErrorCode.INVALID, "The id and the currency of a business cannot change.");
        }
        Business replaced = Businesses.with(present.id(), sent);
        administration.transaction(tx -> {
            businesses.replace(tx, replaced);
            String changes = changes(present, replaced);
            if (!changes.isEmpty()) {
                audit.record(replaced.id().value(), caller.name(), "settings-changed", replaced.externalId(), changes);
            }
            return replaced;
        });
        keys.forget();
        return BusinessBody.json(replaced);
    }

    /** What differs, as {@code country: "LV" → "LT"}. */
    private static String changes(Business before, Business after) {
        ObjectNode old = BusinessBody.json(before);
        return BusinessBody.json(after).properties().stream()
                .filter(field -> !field.getValue().equals(old.get(field.getKey())))
                .map(field -> field.getKey() + ": " + old.get(field.getKey()) + " → " + field.getValue())
                .collect(Collectors.joining(", "));
    }
}
