package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.VersionedRecords.Latest;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.PassState;
import io.regulars.facts.history.ReceiptState;
import io.regulars.platform.json.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Bookings, receipts and passes in the fields that a PUT takes. */
final class RecordJson {
    private final ObjectNode json = Json.MAPPER.createObjectNode();
    private final int digits;

    private RecordJson(Business business) {
        this.digits = business.currency().getDefaultFractionDigits();
    }

    static ObjectNode booking(Latest<BookingState> booking, String client, Business business) {
        ObjectNode json = booking(booking.state(), client, business);
        return json.put("occurredAt", booking.occurredAt().toString());
    }

    /** A cancelled booking without {@code cancelledAt} has null there, which says that nobody knows it; any other has no such field. */
    static ObjectNode booking(BookingState state, String client, Business business) {
        ObjectNode json = new RecordJson(business)
                .put("client", client)
                .put("service", state.service())
                .put("staff", state.staff())
                .put("location", state.location())
                .put("channel", state.channel())
                .put("paymentMethod", state.paymentMethod())
                .put("startsAt", state.startsAt())
                .put("endsAt", state.endsAt())
                .put("bookedAt", state.bookedAt())
                .put("status", state.status())
                .put("cancelledAt", state.cancelledAt())
                .put("cancelledBy", state.cancelledBy())
                .money("price", state.priceMinor())
                .money("discount", state.discountMinor())
                .money("refunded", state.refundedMinor())
                .money("tip", state.tipMinor())
                .money("tax", state.taxMinor())
                .put("offerCode", state.offerCode())
                .put("replaces", state.replaces())
                .put("series", state.series())
                .json;
        if (state.status() != Status.CANCELLED) {
            json.remove("cancelledAt");
        }
        return json;
    }

    static ObjectNode receipt(Latest<ReceiptState> receipt, String client, Business business) {
        ObjectNode json = receipt(receipt.state(), client, business);
        return json.put("occurredAt", receipt.occurredAt().toString());
    }

    static ObjectNode receipt(ReceiptState state, String client, Business business) {
        return new RecordJson(business)
                .put("client", client)
                .put("date", state.date())
                .money("amount", state.amountMinor())
                .put("kind", state.kind())
                .put("service", state.service())
                .put("paymentMethod", state.paymentMethod())
                .put("booking", state.booking())
                .json;
    }

    static ObjectNode pass(Latest<PassState> pass, String client) {
        return pass(pass.state(), client).put("occurredAt", pass.occurredAt().toString());
    }

    static ObjectNode pass(PassState state, String client) {
        return Json.MAPPER
                .createObjectNode()
                .put("client", client)
                .put("name", state.name())
                .put("service", state.service())
                .put("category", state.category())
                .put("startsOn", state.startsOn().toString())
                .put("endsOn", text(state.endsOn()))
                .put("visits", state.visits())
                .put("visitsLeft", state.visitsLeft())
                .put("cancelledOn", text(state.cancelledOn()));
    }

    private RecordJson put(String name, @Nullable Object value) {
        json.put(name, text(value));
        return this;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private RecordJson money(String name, @Nullable Long minor) {
        return put(
                name, minor == null ? null : BigDecimal.valueOf(minor, digits).toPlainString());
    }
}
