package io.regulars.facts.past;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.History;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a history belongs together, since one says how another counts: a booking, those in whose place it stands, and the
 * receipts that name them. Bookings that have nothing to do with each other are things apart.
 * <pre>
 *   b-1,  b-2 replaces b-1,  PAYMENT of b-2   →  one thing
 *   PRODUCT without a booking                 →  one thing
 * </pre>
 */
final class Things {
    /** By booking, that which leads to the one by which its thing is known. */
    private final Map<String, String> together = new HashMap<>();

    /** By what some bookings replace. */
    Things(Iterable<BookingState> bookings) {
        for (BookingState booking : bookings) {
            if (booking.replaces() != null) {
                together.put(of(booking.id()), of(booking.replaces()));
            }
        }
    }

    /** The booking by which the thing of a booking is known. */
    String of(String booking) {
        String known = booking;
        for (String next = together.get(known); next != null && !next.equals(known); next = together.get(known)) {
            known = next;
        }
        if (!known.equals(booking)) {
            together.put(booking, known);
        }
        return known;
    }

    /** The bookings and receipts of a history, a history for each thing. */
    static List<History> of(History history) {
        var states = new ArrayList<BookingState>(history.bookings().size());
        for (Version<BookingState> version : history.bookings()) {
            if (version.state() != null) {
                states.add(version.state());
            }
        }
        var things = new Things(states);
        var parts = new LinkedHashMap<String, Part>();
        for (Version<BookingState> version : history.bookings()) {
            part(parts, "b " + things.of(version.id())).bookings.add(version);
        }
        for (Version<ReceiptState> version : history.receipts()) {
            String booking = version.state() == null ? null : version.state().booking();
            part(parts, booking == null ? "r " + version.id() : "b " + things.of(booking))
                    .receipts
                    .add(version);
        }
        return parts.values().stream()
                .map(part -> new History(
                        history.client(), List.of(), part.bookings, part.receipts, List.of(), List.of(), List.of()))
                .toList();
    }

    private static Part part(Map<String, Part> parts, String name) {
        return parts.computeIfAbsent(name, ignored -> new Part(new ArrayList<>(), new ArrayList<>()));
    }

    private record Part(List<Version<BookingState>> bookings, List<Version<ReceiptState>> receipts) {}
}
