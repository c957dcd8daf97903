package io.regulars.drools;

import io.regulars.facts.Reading;
import io.regulars.facts.history.BookingState.CancelledBy;
import io.regulars.facts.history.BookingState.Status;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A booking; its client by id, so that it can be joined by an index. */
public record Booking(
        String clientId,
        String service,
        @Nullable String category,
        String staff,
        @Nullable String location,
        @Nullable String channel,
        Status status,
        @Nullable CancelledBy cancelledBy,
        boolean late,
        boolean upcoming,
        @Nullable LocalDate startsAt,
        @Nullable LocalDate bookedAt,
        @Nullable String weekday,
        double price,
        double paid,
        double daysAgo,
        double startHour) {
    static Booking of(io.regulars.facts.Booking booking) {
        return new Booking(
                booking.client().id(),
                booking.state().service(),
                Known.text(booking, "category"),
                String.valueOf(booking.state().staff()),
                booking.state().location(),
                booking.state().channel(),
                booking.status(),
                booking.state().cancelledBy(),
                Known.flag(booking, "late"),
                Known.flag(booking, "upcoming"),
                Reading.day(booking, "startsAt").orElse(null),
                Reading.day(booking, "bookedAt").orElse(null),
                Known.text(booking, "weekday"),
                Known.number(booking, "price"),
                Known.number(booking, "paid"),
                Known.number(booking, "daysAgo"),
                Known.number(booking, "startHour"));
    }

    boolean isCompletedInLast(int days) {
        return status == Status.COMPLETED && daysAgo < days;
    }
}
