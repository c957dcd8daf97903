package io.regulars.facts;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.measures.Bill;
import io.regulars.facts.values.LocalTimes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
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
    public boolean isUpcoming() {
        return status() == Status.BOOKED && state.startsAt().isAfter(client.now());
    }

    /** What it cost and what was paid; of a booking seen by itself, without what others say of it. */
    public Bill bill() {
        int index = client.diary().indexOf(state.id());
        return index < 0
                ? Bill.of(client.business(), state, List.of())
                : client.spend().bill(index);
    }

    /** What it is taken to have cost in units of the currency, if nobody said it; null if somebody did, or it is not known. */
    public @Nullable BigDecimal assumedPrice() {
        Bill bill = bill();
        return bill.isAssumed() && bill.price() != null
                ? BigDecimal.valueOf(bill.price(), client.business().currency().getDefaultFractionDigits())
                : null;
    }

    /** In units of the currency; NaN if it is not known. */
    public double price() {
        Long minor = bill().price();
        return minor == null ? Double.NaN : client.business().amount(minor);
    }

    /** In units of the currency; NaN if the price is not known. */
    public double paid() {
        Bill bill = bill();
        return bill.price() == null ? Double.NaN : client.business().amount(bill.paid());
    }

    /** The category of its service; null if the catalogue does not know it. */
    @Nullable
    public String category() {
        return client.business().categoryOf(state.service());
    }

    /** The hour of its start on the clock of its location. */
    public int startHour() {
        return LocalTimes.hour(state.startsAt(), locationZone());
    }

    /** The day of its start on the calendar of its location, as {@link LocalDate#toEpochDay()}. */
    public int startDay() {
        return LocalTimes.day(state.startsAt(), locationZone());
    }

    /** The day of its location; null for no moment. */
    @Nullable
    public LocalDate localDay(@Nullable Instant moment) {
        return moment == null ? null : LocalTimes.date(moment, locationZone());
    }

    /** The local day of the business; null for no moment. */
    @Nullable
    public LocalDate day(@Nullable Instant moment) {
        return moment == null ? null : LocalTimes.date(moment, client.zone());
    }

    private ZoneId locationZone() {
        return client.business().zoneOf(state.location());
    }
}
