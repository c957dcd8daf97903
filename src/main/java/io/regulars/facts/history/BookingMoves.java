package io.regulars.facts.history;

import io.regulars.facts.history.BookingState.Status;
import java.util.ArrayList;
import java.util.Comparator;
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
public final class BookingMoves {
    private static final Comparator<BookingState> BY_START =
            Comparator.comparing(BookingState::startsAt).thenComparing(BookingState::id);

    private BookingMoves() {}

    /** The ids of the bookings in whose place others stand. */
    public static Set<String> moved(List<BookingState> bookings) {
        return successors(bookings).keySet();
    }

    /** By the id of a booking that was moved the id of the one in its place; of several the one that starts first. */
    public static Map<String, String> successors(List<BookingState> bookings) {
        List<BookingState> replacing = new ArrayList<>();
        Set<String> replaced = new HashSet<>();
        for (BookingState booking : bookings) {
            if (booking.replaces() != null) {
                replacing.add(booking);
                replaced.add(booking.replaces());
            }
        }
        if (replacing.isEmpty()) {
            return Map.of();
        }
        Map<String, BookingState> byId = new HashMap<>();
        for (BookingState booking : bookings) {
            if (replaced.contains(booking.id())) {
                byId.put(booking.id(), booking);
            }
        }
        replacing.sort(BY_START);
        Map<String, String> successors = new HashMap<>();
        for (BookingState booking : replacing) {
            BookingState old = byId.get(booking.replaces());
            if (old != null
                    && (old.status() == Status.BOOKED || old.status() == Status.CANCELLED)
                    && !isOfRing(booking, byId)) {
                successors.putIfAbsent(old.id(), booking.id());
            }
        }
        return successors;
    }

    /** The id of the booking that one has become, at the end of all its moves. */
    public static String last(Map<String, String> successors, String id) {
        String last = id;
        for (String next = successors.get(id); next != null; next = successors.get(next)) {
            last = next;
        }
        return last;
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
