package io.regulars.drools;

import io.regulars.facts.BookingState.Status;

/** A booking; its client by id, so that it can be joined by an index. */
public record Booking(
        String clientId, String service, String staff, Status status, double price, double daysAgo, double startHour) {
    static Booking of(io.regulars.facts.Booking booking) {
        return new Booking(
                booking.client().id(),
                booking.state().service(),
                String.valueOf(booking.state().staff()),
                booking.status(),
                Known.number(booking, "price"),
                Known.number(booking, "daysAgo"),
                Known.number(booking, "startHour"));
    }
}
