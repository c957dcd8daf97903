package io.regulars.facts;

import io.regulars.facts.BookingState.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** A client's bookings in the order of their start, each with its status as of now and its local day, read once. */
final class Diary {
    private static final Comparator<BookingState> BY_START =
            Comparator.comparing(BookingState::startsAt).thenComparing(BookingState::id);

    private final BookingState[] bookings;
    private final Status[] statuses;
    private final int[] days;

    Diary(Business business, List<BookingState> states, Instant now) {
        bookings = states.toArray(BookingState[]::new);
        Arrays.sort(bookings, BY_START);
        statuses = new Status[bookings.length];
        days = new int[bookings.length];
        for (int i = 0; i < bookings.length; i++) {
            statuses[i] = business.statusOf(bookings[i], now);
            days[i] = LocalTimes.day(bookings[i].startsAt(), business.zone());
        }
    }

    int size() {
        return bookings.length;
    }

    BookingState booking(int index) {
        return bookings[index];
    }

    Status status(int index) {
        return statuses[index];
    }

    boolean isCompleted(int index) {
        return statuses[index] == Status.COMPLETED;
    }

    /** The local day it starts. */
    int day(int index) {
        return days[index];
    }

    /** Whether a booking that is still to come or was completed passes. */
    boolean isBooked(Predicate<BookingState> test) {
        for (int i = 0; i < bookings.length; i++) {
            boolean counts = statuses[i] == Status.BOOKED || isCompleted(i);
            if (counts && test.test(bookings[i])) {
                return true;
            }
        }
        return false;
    }

    /** When the client last made a booking; there must be one. */
    Instant lastMadeAt() {
        Instant last = Instant.MIN;
        for (BookingState booking : bookings) {
            last = booking.madeAt().isAfter(last) ? booking.madeAt() : last;
        }
        return last;
    }

    int count(Status status) {
        int count = 0;
        for (Status each : statuses) {
            if (each == status) {
                count++;
            }
        }
        return count;
    }

    /** The start days of all bookings, in order, a day for each booking. */
    int[] days() {
        return days;
    }

    /** The start days of the bookings in a status, in order, a day for each booking. */
    int[] days(Status status) {
        int[] found = new int[days.length];
        int size = 0;
        for (int i = 0; i < days.length; i++) {
            if (statuses[i] == status) {
                found[size++] = days[i];
            }
        }
        return Arrays.copyOf(found, size);
    }
}
