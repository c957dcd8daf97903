package io.regulars.facts.vocabulary;

import static io.regulars.facts.vocabulary.VocabularyShorthand.day;
import static io.regulars.facts.vocabulary.VocabularyShorthand.flag;
import static io.regulars.facts.vocabulary.VocabularyShorthand.number;
import static io.regulars.facts.vocabulary.VocabularyShorthand.oneOf;
import static io.regulars.facts.vocabulary.VocabularyShorthand.text;

import io.regulars.facts.Booking;
import io.regulars.facts.history.BookingState.CancelledBy;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.values.LocalTimes;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;

/** The words for one booking. */
final class BookingProperties {
    private static final Timing<Booking> STATUS = (booking, arguments, thresholds, moments) -> {
        Instant completed = booking.client().business().assumedCompletedAt(booking.state());
        if (completed != null) {
            moments.accept(completed);
        }
    };

    private static final Timing<Booking> UPCOMING = (booking, arguments, thresholds, moments) -> {
        moments.accept(booking.state().startsAt());
        STATUS.moments(booking, arguments, thresholds, moments);
    };

    private BookingProperties() {}

    static List<Property<Booking>> all() {
        return List.of(
                text(
                        "service",
                        "Code of the service.",
                        "service == \"massage\"",
                        Timing.never(),
                        booking -> booking.state().service()),
                text(
                        "category",
                        "Category of the service; unknown if the catalogue has none.",
                        "category == \"color\"",
                        Timing.never(),
                        Booking::category),
                oneOf(
                        Status.class,
                        "status",
                        "BOOKED, COMPLETED, CANCELLED or NO_SHOW.",
                        "status == \"COMPLETED\"",
                        STATUS,
                        Booking::status),
                flag(
                        "upcoming",
                        "Whether it is booked and starts after now.",
                        "upcoming == true",
                        UPCOMING,
                        Booking::isUpcoming),
                day(
                        "startsAt",
                        "The day it starts, on the calendar of its location.",
                        "startsAt >= \"2026-12-01\"",
                        Timing.never(),
                        booking -> booking.localDay(booking.state().startsAt())),
                day(
                        "endsAt",
                        "The day it ends, on the calendar of its location; unknown if no end was given.",
                        "endsAt == \"2026-12-24\"",
                        Timing.never(),
                        booking -> booking.localDay(booking.state().endsAt())),
                day(
                        "bookedAt",
                        "The day it was made, in the business's zone; unknown if that was not given.",
                        "bookedAt >= \"2026-12-01\"",
                        Timing.never(),
                        booking -> booking.day(booking.state().bookedAt())),
                day(
                        "cancelledAt",
                        "The day it was cancelled, in the business's zone; unknown if it was not.",
                        "cancelledAt != null",
                        Timing.never(),
                        booking -> booking.day(booking.state().cancelledAt())),
                oneOf(
                        CancelledBy.class,
                        "cancelledBy",
                        "Who cancelled it, CLIENT or BUSINESS; unknown if nobody did or nobody said, or it was moved.",
                        "cancelledBy == \"CLIENT\"",
                        Timing.never(),
                        booking -> booking.state().cancelledBy()),
                flag(
                        "late",
                        "Whether it is told that the client cancelled it, with less than the notice.",
                        "late == true",
                        Timing.never(),
                        Booking::isLate),
                number(
                        "startHour",
                        Unit.HOUR_OF_DAY,
                        "The hour it starts on the clock of its location, 0 to 23.",
                        "startHour < 12",
                        Timing.never(),
                        Booking::startHour),
                oneOf(
                        DayOfWeek.class,
                        "weekday",
                        "The weekday it starts, on the calendar of its location.",
                        "weekday == \"MONDAY\"",
                        Timing.never(),
                        booking -> LocalTimes.weekday(booking.startDay())),
                number(
                        "daysAgo",
                        Unit.DAYS,
                        "Calendar days from the day it starts, on the calendar of its location, to the business's today; negative if it is ahead.",
                        "daysAgo <= 30",
                        Timings.daysSince(
                                Booking::client,
                                booking -> booking.localDay(booking.state().startsAt())),
                        booking -> booking.client().todayNumber() - booking.startDay()),
                text(
                        "staff",
                        "Who serves the client.",
                        "staff == \"KELLY\"",
                        Timing.never(),
                        booking -> booking.state().staff()),
                text(
                        "location",
                        "Where it takes place.",
                        "location == \"main\"",
                        Timing.never(),
                        booking -> booking.state().location()),
                text(
                        "channel",
                        "How it was booked.",
                        "channel == \"web\"",
                        Timing.never(),
                        booking -> booking.state().channel()),
                number(
                        "price",
                        Unit.MONEY,
                        "Price before discount, in the business's currency. If nobody said it: what was paid, else the"
                                + " catalogue's of that day; unknown if the catalogue has none.",
                        "price >= 100",
                        Timing.never(),
                        Booking::price),
                number(
                        "paid",
                        Unit.MONEY,
                        "Price less discount and refunds, in the business's currency; unknown if the price is.",
                        "paid > 0",
                        Timing.never(),
                        Booking::paid),
                flag(
                        "priceAssumed",
                        "Whether nobody said the price, so that it is taken from the catalogue.",
                        "priceAssumed == false",
                        Timing.never(),
                        booking -> booking.bill().isAssumed()),
                flag(
                        "moved",
                        "Whether the client has another booking in its place, which says that it replaces this one.",
                        "moved == false",
                        Timing.never(),
                        booking -> booking.client().diary().isMoved(booking.state())),
                text(
                        "series",
                        "What repeated bookings that were made together have in common; unknown if it is alone.",
                        "series != null",
                        Timing.never(),
                        booking -> booking.state().series()));
    }
}
