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

/** Receipts by the booking system's own ids. */
@Path("/api/receipts")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed(Roles.BOOKING_SYSTEM)
class ReceiptResource {
    private final RecordRequests requests;
    private final RecordAndEvaluate take;
    private final FindRecords find;

    ReceiptResource(RecordRequests requests, RecordAndEvaluate take, FindRecords find) {
        this.requests = requests;
        this.take = take;
        this.find = find;
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Takes a state of a receipt; the answer says what it caused",
            description =
                    "Kinds: PRODUCT, PACKAGE, MEMBERSHIP, SERVICE, GIFT_CARD (spend when sold; one that names a booking was used,"
                            + " which is none), FEE (spend of its own), PAYMENT, DEPOSIT, REFUND, TIP (never spend). One that names a"
                            + " booking is a part of what was paid for it, and adds nothing where its price was told; a refund"
                            + " is taken from it, from what was paid too much, tip and tax first. One that names a booking which"
                            + " was moved is of the one in its place. What was paid for a booking that was cancelled or"
                            + " missed and not given back is spend. 'notes' of the answer say where it names a booking that is"
                            + " not known; it counts once that is told.")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response put(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(ReceiptRequest.class) InputStream body) {
        return requests.put("receipt", id, key, body, (tx, business, json) -> take.receipt(tx, business, id, json));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(
            summary = "Changes some fields of a receipt; null clears one",
            description = "What it names holds from its 'occurredAt' until a later state says it; all else is as it was"
                    + " then. So an older PATCH may change the present, too: 'taken' says whether it did.")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response patch(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(ReceiptRequest.class) InputStream body) {
        return requests.patch(
                "receipt", id, key, body, (tx, business, json) -> take.patchedReceipt(tx, business, id, json));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.BOOKING_SYSTEM, Roles.ANALYST, Roles.VIEWER})
    @Operation(summary = "A receipt as it was sent")
    @APIResponseSchema(value = ReceiptRequest.class, responseCode = "200")
    public ObjectNode read(@PathParam("id") String id) {
        return requests.read((tx, business) -> find.receipt(tx, business, id));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Removes a receipt as if it had never been")
    public EvaluationAnswer remove(@PathParam("id") String id, @QueryParam("occurredAt") @Nullable String occurredAt) {
        return requests.remove(id, occurredAt, (tx, business, moment) -> take.removedReceipt(tx, business, id, moment));
    }
}
