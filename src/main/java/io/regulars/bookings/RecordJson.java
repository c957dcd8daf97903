package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Business;
import io.regulars.clients.VersionedRecords.Latest;
import io.regulars.platform.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Bookings and receipts in the fields that a PUT takes. */
final class RecordJson {
    private final ObjectNode json = Json.MAPPER.createObjectNode();
    private final int digits;

    private RecordJson(Business business) {
        this.digits = business.currency().getDefaultFractionDigits();
    }

    static ObjectNode booking(Latest<BookingContent> booking, String client, Business business) {
        ObjectNode json = booking(booking.state(), client, business);
        return json.put("occurredAt", booking.occurredAt().toString());
    }

    static ObjectNode booking(BookingContent content, String client, Business business) {
        return new RecordJson(business)
                .put("client", client)
                .put("service", content.service())
                .put("staff", content.staff())
                .put("location", content.location())
                .put("channel", content.channel())
                .put("paymentMethod", content.paymentMethod())
                .put("startsAt", content.startsAt())
                .put("endsAt", content.endsAt())
                .put("bookedAt", content.bookedAt())
                .put("status", content.status())
                .put("cancelledAt", content.cancelledAt())
                .put("cancelledBy", content.cancelledBy())
                .money("price", content.priceMinor())
                .money("discount", content.discountMinor())
                .money("refunded", content.refundedMinor())
                .money("tip", content.tipMinor())
                .money("tax", content.taxMinor())
                .put("offerCode", content.offerCode())
                .put("replaces", content.replaces())
                .put("series", content.series())
                .json;
    }

    static ObjectNode receipt(Latest<ReceiptContent> receipt, String client, Business business) {
        ObjectNode json = receipt(receipt.state(), client, business);
        return json.put("occurredAt", receipt.occurredAt().toString());
    }

    static ObjectNode receipt(ReceiptContent content, String client, Business business) {
        return new RecordJson(business)
                .put("client", client)
                .put("date", content.date())
                .money("amount", content.amountMinor())
                .put("kind", content.kind())
                .put("service", content.service())
                .put("paymentMethod", content.paymentMethod())
                .put("booking", content.booking())
                .json;
    }

    private RecordJson put(String name, @Nullable Object value) {
        json.put(name, value == null ? null : value.toString());
        return this;
    }

    private RecordJson money(String name, @Nullable Long minor) {
        return put(
                name, minor == null ? null : BigDecimal.valueOf(minor, digits).toPlainString());
    }
}
