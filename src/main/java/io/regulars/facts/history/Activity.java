package io.regulars.facts.history;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing a client did ({@code docs/domain.md}, Activity).
 *
 * @param id the event's id
 * @param data the fields of the type, as sent (text, numbers, booleans)
 */
public record Activity(String id, Type type, Instant occurredAt, Map<String, Object> data) {
    public Activity {
        data = Map.copyOf(data);
    }

    /** The closed list of types; CUSTOM carries its {@code name} in the data. */
    public enum Type {
        PAGE_VIEWED,
        BOOKING_STARTED,
        MESSAGE_SENT,
        /** It lies in the inbox. */
        MESSAGE_DELIVERED,
        /** It could not be delivered; {@code permanent}: there is no such address. */
        MESSAGE_BOUNCED,
        /** The client called it unwanted. */
        MESSAGE_COMPLAINED,
        MESSAGE_OPENED,
        MESSAGE_CLICKED,
        MESSAGE_REPLIED,
        /** Withdraws consent from its moment; without a {@code channel}, over all. */
        UNSUBSCRIBED,
        /** Gives consent from its moment; without a {@code channel}, over all. */
        SUBSCRIBED,
        REVIEW_LEFT,
        REFERRED,
        OFFER_REDEEMED,
        CUSTOM
    }

    /** A field that is a text; null if it is absent or something else. */
    @Nullable
    public String text(String field) {
        return data.get(field) instanceof String text ? text : null;
    }

    /** A field that is a number; NaN if it is absent or something else. */
    public double number(String field) {
        return data.get(field) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Whether it is of this type or, if custom, of this name. */
    public boolean isNamed(String typeOrName) {
        return type.name().equals(typeOrName) || (type == Type.CUSTOM && typeOrName.equals(data.get("name")));
    }
}
