package io.regulars.facts;

import io.regulars.facts.BookingState.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** One booking of a client as a fact: its state seen with the client's clock and the business's catalogue. */
public record Booking(Client client, BookingState state) {
    /** The status as of now; where the business assumes so, a booking whose time has passed is COMPLETED. */
    public Status status() {
        return client.business().statusOf(state, client.now());
    }

    /** Whether the client cancelled it with less than the notice. */
    public boolean isLate() {
        return client.business().isLate(state);
    }

    /** Whether it is still to come. */
    boolean isUpcoming() {
        return status() == Status.BOOKED && state.startsAt().isAfter(client.now());
    }

    @Nullable
    String category() {
        return client.business().categoryOf(state.service());
    }

    /** The hour of its start on the clock of its location. */
    int startHour() {
        return LocalTimes.hour(state.startsAt(), locationZone());
    }

    /** The day of its start on the calendar of its location, as {@link LocalDate#toEpochDay()}. */
    int startDay() {
        return LocalTimes.day(state.startsAt(), locationZone());
    }

    /** The day of its location; null for no moment. */
    @Nullable
    LocalDate localDay(@Nullable Instant moment) {
        return moment == null ? null : LocalTimes.date(moment, locationZone());
    }

    /** The local day of the business; null for no moment. */
    @Nullable
    LocalDate day(@Nullable Instant moment) {
        return moment == null ? null : LocalTimes.date(moment, client.zone());
    }

    private ZoneId locationZone() {
        return client.business().zoneOf(state.location());
    }
}
