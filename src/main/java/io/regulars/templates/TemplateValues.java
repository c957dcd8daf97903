package io.regulars.templates;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a template may say of one client at one moment. Everything but client and business may be missing, and is null then.
 *
 * @param now what {@code today} and {@code relative} start from
 * @param zone of the client: days and moments are told in it, except those of bookings and free times, which have a place
 */
public record TemplateValues(
        Instant now,
        ZoneId zone,
        OfClient client,
        OfBusiness business,
        @Nullable OfLocation location,
        @Nullable OfBooking booking,
        @Nullable OfOffer offer,
        @Nullable OfSlot slot,
        @Nullable OfSurvey survey,
        Links link) {
    /** A client and a business, and nothing else. */
    public TemplateValues(Instant now, ZoneId zone, OfClient client, OfBusiness business) {
        this(now, zone, client, business, null, null, null, null, null, Links.NONE);
    }

    /** The same with the booking that the message is about. */
    public TemplateValues withBooking(@Nullable OfBooking other) {
        return new TemplateValues(now, zone, client, business, location, other, offer, slot, survey, link);
    }

    /** The same with an offer. */
    public TemplateValues withOffer(@Nullable OfOffer other) {
        return new TemplateValues(now, zone, client, business, location, booking, other, slot, survey, link);
    }

    /** The same with other links. */
    public TemplateValues withLinks(Links other) {
        return new TemplateValues(now, zone, client, business, location, booking, offer, slot, survey, other);
    }

    /**
     * The client. What needs more than the consent to messages, such as notes and health, has no place here.
     *
     * @param language as the profile says it: {@code lv-LV}
     * @param visits how many were completed
     * @param favouriteService by its name
     * @param texts custom attributes that are texts, by name: {@code client.text("hairType")}
     */
    public record OfClient(
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String language,
            @Nullable String city,
            @Nullable LocalDate lastVisitOn,
            int visits,
            @Nullable String favouriteService,
            Map<String, String> texts) {
        public OfClient {
            texts = Map.copyOf(texts);
        }
    }

    /**
     * The business.
     *
     * @param address where it is, for letters; every marketing mail has to name it
     * @param language in which a client is written to whose own is not known or has no text
     * @param country two letters; decides how English writes days
     */
    public record OfBusiness(
            String name,
            @Nullable String phone,
            @Nullable String address,
            @Nullable String url,
            @Nullable String language,
            Currency currency,
            String country) {}

    /** The location that the message is about. */
    public record OfLocation(
            String name, @Nullable String phone, @Nullable String address) {}

    /**
     * The booking that the message is about.
     *
     * @param service by its name
     * @param zone of its place: its times are told in it
     * @param price in the business's currency
     */
    public record OfBooking(
            String service,
            @Nullable String staff,
            Instant startsAt,
            @Nullable Instant endsAt,
            ZoneId zone,
            @Nullable BigDecimal price,
            @Nullable String location) {}

    /**
     * What is offered; of percent, amount and gift exactly one is there.
     *
     * @param services by their names, those it is for; empty: all
     */
    public record OfOffer(
            @Nullable BigDecimal percent,
            @Nullable BigDecimal amount,
            @Nullable String gift,
            @Nullable String code,
            @Nullable Instant validUntil,
            List<String> services) {
        public OfOffer {
            services = List.copyOf(services);
        }
    }

    /**
     * A time that became free.
     *
     * @param zone of its place
     * @param closesAt until when it is offered
     */
    public record OfSlot(
            Instant startsAt,
            ZoneId zone,
            String service,
            @Nullable String staff,
            Instant closesAt) {}

    /** The survey answer that the message is about; from 0 to 10. */
    public record OfSurvey(BigDecimal score) {}

    /** Where links lead; what is no address with https, mailto or tel is as if it were missing. */
    public record Links(
            @Nullable String book,
            @Nullable String unsubscribe,
            @Nullable String preferences,
            @Nullable String confirm,
            @Nullable String cancel) {
        /** No link is known. */
        public static final Links NONE = new Links(null, null, null, null, null);
    }
}
