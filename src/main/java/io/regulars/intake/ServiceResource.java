package io.regulars.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Caller;
import io.regulars.access.Roles;
import io.regulars.bookings.ServiceBody;
import io.regulars.bookings.Services;
import io.regulars.platform.Database;
import io.regulars.platform.Fields;
import io.regulars.platform.Json;
import io.regulars.platform.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The catalogue of services. */
@Path("/api/services")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed(Roles.BOOKING_SYSTEM)
class ServiceResource {
    private final Intake intake;
    private final Services services;
    private final Database database;
    private final Caller caller;
    private final InstantSource clock;

    ServiceResource(Intake intake, Services services, Database database, Caller caller, InstantSource clock) {
        this.intake = intake;
        this.services = services;
        this.database = database;
        this.caller = caller;
        this.clock = clock;
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Takes a service; clients see it from their next evaluation on")
    public Response put(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) {
        Fields.checkedId(id);
        ObjectNode json = Json.object(body);
        return intake.write(new Intake.Request(caller.business(), key, "PUT service " + id, json), tx -> {
            Instant now = clock.instant();
            ServiceBody service = ServiceBody.parse(ReadOnly.agreeing(json, id), caller.settings(), now);
            return answer(services.store(tx, caller.settings(), id, service, now));
        });
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(
            summary = "Changes some fields of a service; null clears one",
            description = "What it names holds from its 'occurredAt' until a later state says it; all else is as it was"
                    + " then. So an older PATCH may change the present, too: 'taken' says whether it did.")
    public Response patch(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) {
        ObjectNode patch = Json.object(body);
        return intake.write(
                new Intake.Request(caller.business(), key, "PATCH service " + id, patch),
                tx -> answer(services.patch(tx, caller.settings(), id, ReadOnly.agreeing(patch, id), clock.instant())));
    }

    /** The service as it is now, with how far what was sent reached. */
    private static ObjectNode answer(Services.Stored stored) {
        ObjectNode answer = stored.service();
        answer.put("taken", stored.change().kind().name().toLowerCase(Locale.ROOT));
        Instant beatenBy = stored.change().beatenBy();
        return beatenBy == null ? answer : answer.put("beatenBy", beatenBy.toString());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.BOOKING_SYSTEM, Roles.ANALYST, Roles.VIEWER})
    @Operation(summary = "A service as it was sent")
    public ObjectNode read(@PathParam("id") String id) {
        return database.transaction(tx -> services.find(tx, caller.settings(), id));
    }

    @GET
    @RolesAllowed({Roles.BOOKING_SYSTEM, Roles.ANALYST, Roles.VIEWER})
    @Operation(summary = "The catalogue in the order of its codes, a page at a time")
    public Response list(
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit,
            @Context UriInfo uri) {
        int most = Page.limit(limit);
        String from = after == null ? "" : Fields.checkedId(after);
        List<ObjectNode> items = database.transaction(tx -> services.page(tx, caller.settings(), from, most));
        return Page.of(items, most, uri, item -> item.path("id").asText());
    }
}
