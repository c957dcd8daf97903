package io.regulars.facts;

import io.regulars.facts.BookingState.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Bookings that were moved by cancelling them and making another that says which it replaces. What was kept or missed was
 * not moved, whatever another says; nor is anything by those that replace one another in a ring.
 */
final class BookingMoves {
    private BookingMoves() {}

    /** The ids of the bookings in whose place others stand. */
    static Set<String> moved(List<BookingState> bookings) {
        if (bookings.stream().allMatch(booking -> booking.replaces() == null)) {
            return Set.of();
        }
        Map<String, BookingState> byId = new HashMap<>();
        bookings.forEach(booking -> byId.put(booking.id(), booking));
        Set<String> moved = new HashSet<>();
        for (BookingState booking : bookings) {
            BookingState old = booking.replaces() == null ? null : byId.get(booking.replaces());
            if (old != null
                    && (old.status() == Status.BOOKED || old.status() == Status.CANCELLED)
                    && !isOfRing(booking, byId)) {
                moved.add(old.id());
            }
        }
        return moved;
    }

    /**
     * The states that stand, where it is known that a booking was moved: nobody cancelled it then, also before the one in its
     * place was told.
     */
    static List<Version<BookingState>> uncancelled(List<Version<BookingState>> standing) {
        Map<String, BookingState> latest = new LinkedHashMap<>();
        boolean any = false;
        for (Version<BookingState> version : standing) {
            BookingState state = Objects.requireNonNull(version.state());
            latest.put(version.id(), state);
            any |= state.replaces() != null;
        }
        Set<String> moved = any ? moved(List.copyOf(latest.values())) : Set.of();
        return moved.isEmpty()
                ? standing
                : standing.stream().map(version -> uncancelled(version, moved)).toList();
    }

    private static Version<BookingState> uncancelled(Version<BookingState> version, Set<String> moved) {
        BookingState state = version.state();
        return state == null || state.status() != Status.CANCELLED || !moved.contains(version.id())
                ? version
                : new Version<>(version.id(), version.occurredAt(), version.recordedAt(), state.asMoved());
    }

    private static boolean isOfRing(BookingState first, Map<String, BookingState> byId) {
        Set<String> seen = new HashSet<>();
        BookingState booking = first;
        while (booking != null && booking.replaces() != null) {
            if (!seen.add(booking.id())) {
                return booking.id().equals(first.id());
            }
            booking = byId.get(booking.replaces());
        }
        return false;
    }
}
