package io.regulars.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Roles;
import io.regulars.access.businesses.Business;
import io.regulars.access.businesses.BusinessId;
import io.regulars.bookings.FindRecords;
import io.regulars.clients.Clients;
import io.regulars.evaluation.load.AssumedPrices;
import io.regulars.live.EvaluationAnswer;
import io.regulars.platform.database.Transaction;
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
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Bookings by the booking system's own ids. */
@Path("/api/bookings")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed(Roles.BOOKING_SYSTEM)
class BookingResource {
    private final RecordRequests requests;
    private final RecordAndEvaluate take;
    private final FindRecords find;
    private final Clients clients;
    private final AssumedPrices prices;

    BookingResource(
            RecordRequests requests, RecordAndEvaluate take, FindRecords find, Clients clients, AssumedPrices prices) {
        this.requests = requests;
        this.take = take;
        this.find = find;
        this.clients = clients;
        this.prices = prices;
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Takes a state of a booking; the answer says what it caused",
            description =
                    "COMPLETED and NO_SHOW before the start are refused. A moment without offset is of the location's clock,"
                            + " else of the business's; of a time that the clock shows twice it is the first, of one that"
                            + " it skips as long after the leap. Amounts are decimal text, or whole numbers of the"
                            + " smallest units in 'priceMinor', 'tipMinor' and so on. 'taken' says how far it reached:"
                            + " latest, past or nothing, 'beatenBy' the moment of what stands against it, 'former' whose"
                            + " booking it was until now. 'cancelledBy' is CLIENT or BUSINESS: a cancellation of which it is not said counts for nobody, so"
                            + " neither as a late one nor towards a deposit. 'replaces' is the id of a booking that was moved by"
                            + " cancelling it and making this one: that counts as moved, not as cancelled, whichever is told"
                            + " first. 'series' is what repeated bookings made together have in common: they are confirmed once."
                            + " A price that is not said is the catalogue's; see 'assumedPrice' of the booking read back.")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response put(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(BookingRequest.class) InputStream body) {
        return requests.put(
                "booking",
                id,
                key,
                body,
                (tx, business, json) -> take.booking(tx, business, id, assumed(tx, business, id, json)));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/json", "application/merge-patch+json"})
    @Operation(
            summary = "Changes some fields of a booking; null clears one",
            description = "What it names holds from its 'occurredAt' until a later state says it; all else is as it was"
                    + " then. So an older PATCH may change the present, too: 'taken' says whether it did.")
    @APIResponseSchema(value = EvaluationAnswer.class, responseCode = "200")
    public Response patch(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBodySchema(BookingRequest.class) InputStream body) {
        return requests.patch(
                "booking",
                id,
                key,
                body,
                (tx, business, json) -> take.patchedBooking(tx, business, id, assumed(tx, business, id, json)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.BOOKING_SYSTEM, Roles.ANALYST, Roles.VIEWER})
    @Operation(
            summary = "A booking as it was sent",
            description =
                    "'assumedPrice' is what it is taken to have cost where nobody said the price: what the catalogue"
                            + " says of the day it starts, unless the business's 'priceWhenUnsaid' is zero.")
    @APIResponseSchema(value = BookingRequest.class, responseCode = "200")
    public ObjectNode read(@PathParam("id") String id) {
        return requests.read((tx, business) -> priced(tx, business.id(), find.booking(tx, business, id), id));
    }

    /** Takes back the assumed price that a GET answered, and nobody's wish that it were another. */
    private ObjectNode assumed(Transaction tx, Business business, String id, ObjectNode told) throws SQLException {
        JsonNode said = told.path("assumedPrice");
        if (said.isMissingNode() || said.isNull()) {
            return told;
        }
        Optional<ObjectNode> known = find.bookingIfThere(tx, business, id);
        JsonNode assumed = known.isEmpty()
                ? NullNode.getInstance()
                : priced(tx, business.id(), known.get(), id).path("assumedPrice");
        if (!said.equals(assumed)) {
            throw ReadOnly.wrong(
                    "assumedPrice",
                    (assumed.isTextual() ? "is " + assumed.asText() + " and" : "is only read back: it")
                            + " follows from what is told; to say what it cost, send 'price'");
        }
        return told;
    }

    private ObjectNode priced(Transaction tx, BusinessId business, ObjectNode booking, String id) throws SQLException {
        if (!booking.path("price").isNull()) {
            return booking;
        }
        Optional<Long> client =
                clients.living(tx, business, booking.path("client").asText());
        BigDecimal price =
                client.isEmpty() ? null : prices.of(tx, business, client.get()).get(id);
        return booking.put("assumedPrice", price == null ? null : price.toPlainString());
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Removes a booking as if it had never been",
            description =
                    "Told before the booking it is remembered: a state older than its 'occurredAt' is removed already.")
    public EvaluationAnswer remove(@PathParam("id") String id, @QueryParam("occurredAt") @Nullable String occurredAt) {
        return requests.remove(id, occurredAt, (tx, business, moment) -> take.removedBooking(tx, business, id, moment));
    }
}
