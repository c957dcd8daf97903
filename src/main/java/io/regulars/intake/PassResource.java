package io.regulars.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Roles;
import io.regulars.bookings.FindRecords;
import io.regulars.live.EvaluationAnswer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Passes by the booking system's own ids. */
@Path("/api/passes")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed(Roles.BOOKING_SYSTEM)
class PassResource {
    private final RecordRequests requests;
    private final RecordAndEvaluate take;
    private final FindRecords find;

    PassResource(RecordRequests requests, RecordAndEvaluate take, FindRecords find) {
        this.requests = requests;
        this.take = take;
        this.find = find;
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Takes a state of a pass; the answer says what it caused",
            description =
                    "A package of visits or of time that a client bought. Say 'visitsLeft' whenever you count a visit:"
                            + " nothing is deducted here. One with none left has ended, as has one that was cancelled or whose"
                            + " last day is over. What was paid for it is a receipt of kind PACKAGE or MEMBERSHIP; a pass"
                            + " is no spend.")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response put(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(PassRequest.class) InputStream body) {
        return requests.put("pass", id, key, body, (tx, business, json) -> take.pass(tx, business, id, json));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(
            summary = "Changes some fields of a pass; null clears one",
            description = "What it names holds from its 'occurredAt' until a later state says it; all else is as it was"
                    + " then. So an older PATCH may change the present, too: 'taken' says whether it did.")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response patch(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(PassRequest.class) InputStream body) {
        return requests.patch("pass", id, key, body, (tx, business, json) -> take.patchedPass(tx, business, id, json));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.BOOKING_SYSTEM, Roles.ANALYST, Roles.VIEWER})
    @Operation(summary = "A pass as it was sent")
    @APIResponseSchema(value = PassRequest.class, responseCode = "200")
    public ObjectNode read(@PathParam("id") String id) {
        return requests.read((tx, business) -> find.pass(tx, business, id));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Removes a pass as if it had never been")
    public EvaluationAnswer remove(@PathParam("id") String id, @QueryParam("occurredAt") @Nullable String occurredAt) {
        return requests.remove(id, occurredAt, (tx, business, moment) -> take.removedPass(tx, business, id, moment));
    }
}
