package io.regulars.bookings;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.SaidFields;
import io.regulars.clients.SaidMoment;
import io.regulars.platform.json.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service of the catalogue as sent, checked; amounts in minor units.
 *
 * @param lateCancellationHours its own notice; null: the business's
 * @param occurredAt null: now
 * @param said which fields it named
 */
public record ServiceBody(
        @Nullable String name,
        @Nullable String category,
        @Nullable Long priceMinor,
        long costMinor,
        @Nullable Integer lateCancellationHours,
        boolean active,
        @Nullable Instant occurredAt,
        SaidFields said) {
    /** Reads and checks a service; all that is wrong is refused at once. */
    public static ServiceBody parse(ObjectNode json, Business business, Instant now) {
        var fields = new Fields(json);
        fields.readLocalTimesIn(business.zone());
        int digits = business.currency().getDefaultFractionDigits();
        var body = new ServiceBody(
                fields.text("name"),
                fields.id("category"),
                fields.positiveAmount("price", digits),
                requireNonNullElse(fields.positiveAmount("cost", digits), 0L),
                fields.whole("lateCancellationHours", 0, 8_760),
                requireNonNullElse(fields.flag("active"), true),
                SaidMoment.occurredAt(fields, now),
                SaidFields.whole(json));
        BookingBody.currency(fields, business);
        fields.finish();
        return body;
    }

    /** The same, as of another moment. */
    public ServiceBody asOf(Instant moment) {
        return new ServiceBody(name, category, priceMinor, costMinor, lateCancellationHours, active, moment, said);
    }
}
