package io.regulars.facts.measures;

import io.regulars.facts.history.BookingMoves;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.values.LocalTimes;
import io.regulars.facts.values.Window;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A client's bookings in the order of their start, each with its status as of now and its local day, read once. A booking's
 * day is that of its location's calendar.
 */
public final class Diary {
    /** The order of a diary: by start, then by id. */
    public static final Comparator<BookingState> BY_START =
            Comparator.comparing(BookingState::startsAt).thenComparing(BookingState::id);

    private final BookingState[] bookings;
    private final Status[] statuses;
    private final int[] days;
    private final int[] reached;
    private final Map<String, String> successors;
    private @Nullable Map<String, Integer> places;

    /** Lays out bookings as they stand at a moment. */
    public Diary(BusinessSettings business, List<BookingState> states, Instant now) {
        successors = BookingMoves.successors(states);
        bookings = states.stream()
                .map(state -> successors.containsKey(state.id()) ? state.asMoved() : state)
                .toArray(BookingState[]::new);
        Arrays.sort(bookings, BY_START);
        statuses = new Status[bookings.length];
        days = new int[bookings.length];
        reached = new int[bookings.length];
        int today = LocalTimes.day(now, business.zone());
        for (int i = 0; i < bookings.length; i++) {
            statuses[i] = business.statusOf(bookings[i], now);
            days[i] = LocalTimes.day(bookings[i].startsAt(), business.zoneOf(bookings[i].location()));
            reached[i] = bookings[i].startsAt().isAfter(now) ? days[i] : Math.min(days[i], today);
        }
    }

    /** Whether time may change what it says of a booking, after a moment and until another. */
    public boolean changes(BusinessSettings business, Instant after, Instant until) {
        if (!business.hasOneClock()) {
            return true;
        }
        for (BookingState booking : bookings) {
            if (lies(booking.startsAt(), after, until) || lies(business.assumedCompletedAt(booking), after, until)) {
                return true;
            }
        }
        return false;
    }

    private static boolean lies(@Nullable Instant moment, Instant after, Instant until) {
        return moment != null && moment.isAfter(after) && !moment.isAfter(until);
    }

    /** How many bookings there are, those that were moved included. */
    public int size() {
        return bookings.length;
    }

    /** The booking at a place. */
    public BookingState booking(int index) {
        return bookings[index];
    }

    /** The place of the booking of that id; -1 if there is none. */
    public int indexOf(String id) {
        if (places == null) {
            places = new HashMap<>();
            for (int i = 0; i < bookings.length; i++) {
                places.put(bookings[i].id(), i);
            }
        }
        return places.getOrDefault(id, -1);
    }

    /** Whether another booking stands in its place, so that it counts only with that. */
    public boolean isMoved(BookingState booking) {
        return successors.containsKey(booking.id());
    }

    /** The id of the booking that the one of that id has become, at the end of all its moves. */
    public String becomes(String id) {
        return BookingMoves.last(successors, id);
    }

    /** Whether another has taken the place of the booking. */
    public boolean isMoved(int index) {
        return isMoved(bookings[index]);
    }

    /** What has become of it by now. */
    public Status status(int index) {
        return statuses[index];
    }

    /** Whether it took place. */
    public boolean isCompleted(int index) {
        return statuses[index] == Status.COMPLETED;
    }

    /** The day it starts on the calendar of its location. */
    int day(int index) {
        return days[index];
    }

    /** The same day, but for what has begun no later than the business's today: it may be tomorrow already where it is. */
    int reachedDay(int index) {
        return reached[index];
    }

    /** Whether it lies in a window. */
    boolean isIn(Window window, int index) {
        return window.has(window.untilNow() ? reached[index] : days[index]);
    }

    /** Whether a booking that is still to come or was completed passes. */
    public boolean isBooked(Predicate<BookingState> test) {
        for (int i = 0; i < bookings.length; i++) {
            boolean counts = statuses[i] == Status.BOOKED || isCompleted(i);
            if (counts && test.test(bookings[i])) {
                return true;
            }
        }
        return false;
    }

    /** When the client last made a booking; there must be one. */
    public Instant lastMadeAt() {
        Instant last = Instant.MIN;
        for (BookingState booking : bookings) {
            last = booking.madeAt().isAfter(last) ? booking.madeAt() : last;
        }
        return last;
    }

    /** How many have a status by now. */
    public int count(Status status) {
        int count = 0;
        for (Status each : statuses) {
            if (each == status) {
                count++;
            }
        }
        return count;
    }

    /** How many bookings there are; what was moved is one with what it was moved to. */
    public int count() {
        return days.length - successors.size();
    }

    /** The start days of all bookings but those that were moved, a day for each booking. */
    public int[] days() {
        return successors.isEmpty()
                ? days
                : IntStream.range(0, days.length)
                        .filter(i -> !isMoved(i))
                        .map(i -> days[i])
                        .toArray();
    }

    /** The local days with at least one booking that passes, each once, in order: what is told of one day is one occasion. */
    int[] occasions(IntPredicate test) {
        int[] found = new int[days.length];
        int size = 0;
        for (int i = 0; i < days.length; i++) {
            if (test.test(i)) {
                found[size++] = days[i];
            }
        }
        // locations of different zones: the later booking may be of the earlier day
        Arrays.sort(found, 0, size);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            if (distinct == 0 || found[distinct - 1] != found[i]) {
                found[distinct++] = found[i];
            }
        }
        return Arrays.copyOf(found, distinct);
    }
}
