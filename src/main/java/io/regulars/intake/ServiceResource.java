package io.regulars.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Roles;
import io.regulars.bookings.ServiceBody;
import io.regulars.bookings.Services;
import io.regulars.live.EvaluationAnswer;
import io.regulars.platform.rest.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The catalogue of services. */
@Path("/api/services")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed(Roles.BOOKING_SYSTEM)
class ServiceResource {
    private final RecordRequests requests;
    private final Services services;
    private final InstantSource clock;

    ServiceResource(RecordRequests requests, Services services, InstantSource clock) {
        this.requests = requests;
        this.services = services;
        this.clock = clock;
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Takes a service; clients see it from their next evaluation on")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response put(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(ServiceRequest.class) InputStream body) {
        return requests.put("service", id, key, body, (tx, business, json) -> {
            Instant now = clock.instant();
            ServiceBody service = ServiceBody.parse(ReadOnly.agreeing(json, id), business, now);
            return answer(services.store(tx, business, id, service, now));
        });
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(
            summary = "Changes some fields of a service; null clears one",
            description = "What it names holds from its 'occurredAt' until a later state says it; all else is as it was"
                    + " then. So an older PATCH may change the present, too: 'taken' says whether it did.")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response patch(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(ServiceRequest.class) InputStream body) {
        return requests.patch(
                "service",
                id,
                key,
                body,
                (tx, business, json) ->
                        answer(services.patch(tx, business, id, ReadOnly.agreeing(json, id), clock.instant())));
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
    @APIResponseSchema(value = ServiceRequest.class, responseCode = "200")
    public ObjectNode read(@PathParam("id") String id) {
        return requests.read((tx, business) -> services.find(tx, business, id));
    }

    @GET
    @RolesAllowed({Roles.BOOKING_SYSTEM, Roles.ANALYST, Roles.VIEWER})
    @Operation(summary = "The catalogue in the order of its codes, a page at a time")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ServiceRequest.class)))
    public RestResponse<List<ObjectNode>> list(@BeanParam PageRequest page) {
        List<ObjectNode> items =
                requests.read((tx, business) -> services.page(tx, business, page.afterId(), page.limit()));
        return page.answer(items, item -> item.path("id").asText());
    }
}
