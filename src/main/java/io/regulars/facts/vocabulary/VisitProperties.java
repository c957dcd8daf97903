package io.regulars.facts.vocabulary;

import static io.regulars.facts.vocabulary.Timings.ofBookings;
import static io.regulars.facts.vocabulary.Timings.window;
import static io.regulars.facts.vocabulary.VocabularyShorthand.DAYS;
import static io.regulars.facts.vocabulary.VocabularyShorthand.FROM;
import static io.regulars.facts.vocabulary.VocabularyShorthand.TO;
import static io.regulars.facts.vocabulary.VocabularyShorthand.day;
import static io.regulars.facts.vocabulary.VocabularyShorthand.number;
import static io.regulars.facts.vocabulary.VocabularyShorthand.oneOf;

import io.regulars.facts.Client;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.measures.Diary;
import io.regulars.facts.measures.Stage;
import io.regulars.facts.measures.Visits;
import io.regulars.facts.values.LocalTimes;
import io.regulars.facts.values.Window;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words for how often and how long ago a client came, and where they are in their life with the business. */
final class VisitProperties {
    private VisitProperties() {}

    static List<Property<Client>> all() {
        return List.of(
                number(
                        "visits",
                        Unit.COUNT,
                        "Local days with at least one completed booking, on the calendar of where it took place.",
                        "visits >= 3",
                        ofBookings(),
                        client -> client.visits().count()),
                number(
                        "bookings",
                        Unit.COUNT,
                        "Bookings in any status, cancelled ones too; one that was moved is one with what it was moved to.",
                        "bookings >= 1",
                        Timing.never(),
                        client -> client.diary().count()),
                number(
                        "completedBookings",
                        Unit.COUNT,
                        "Completed bookings; two on one day are two.",
                        "completedBookings >= 10",
                        ofBookings(),
                        client -> client.diary().count(Status.COMPLETED)),
                number(
                        "upcomingBookings",
                        Unit.COUNT,
                        "Bookings neither kept nor cancelled that start after now.",
                        "upcomingBookings == 0",
                        ofBookings((client, arguments, thresholds, moments) -> Timings.starts(client, moments)),
                        VisitProperties::upcoming),
                day(
                        "firstVisitOn",
                        "The day of the first visit, on the calendar of where it took place.",
                        "firstVisitOn >= \"2026-01-01\"",
                        ofBookings(),
                        VisitProperties::firstVisit),
                day(
                        "lastVisitOn",
                        "The day of the last visit, on the calendar of where it took place.",
                        "lastVisitOn < \"2026-01-01\"",
                        ofBookings(),
                        VisitProperties::lastVisit),
                number(
                        "daysSinceFirstVisit",
                        Unit.DAYS,
                        "Calendar days from the first visit to the business's today; unknown without a visit.",
                        "daysSinceFirstVisit <= 30",
                        ofBookings(Timings.daysSince(client -> client, VisitProperties::firstVisit)),
                        client -> client.visits().daysSinceFirst()),
                number(
                        "daysSinceLastVisit",
                        Unit.DAYS,
                        "Calendar days from the last visit to the business's today; unknown without a visit.",
                        "daysSinceLastVisit >= 60",
                        ofBookings(Timings.daysSince(client -> client, VisitProperties::lastVisit)),
                        client -> client.visits().daysSinceLast()),
                number(
                        "daysSinceLastBooking",
                        Unit.DAYS,
                        "Calendar days since the client last made a booking, in whatever status it is now (where that day"
                                + " is not known, the day it starts); unknown without a booking.",
                        "daysSinceLastBooking >= 60",
                        Timings.daysSince(client -> client, VisitProperties::lastBookingMade),
                        VisitProperties::daysSinceLastBooking),
                oneOf(
                        Stage.class,
                        "stage",
                        "The one stage of life, the first that holds: LAPSED 180 days or more since the last visit,"
                                + " AT_RISK 60 or more, NEW 30 or fewer since the first, REGULAR 3 visits or more and not"
                                + " overdue by half, ACTIVE a visit, else LEAD.",
                        "stage == \"AT_RISK\"",
                        ofBookings((client, arguments, thresholds, moments) -> Timings.stage(client, moments)),
                        client -> Stage.of(client.visits())),
                number(
                        "visitsInLast",
                        Unit.COUNT,
                        "Visits in the last so many calendar days, today included.",
                        "visitsInLast(90) > 3",
                        List.of(DAYS),
                        ofBookings(Timings.count(client -> client.visits().days())),
                        (client, arguments) -> client.visits().in(client.last((int) arguments[0]))),
                number(
                        "bookingsInLast",
                        Unit.COUNT,
                        "Bookings in any status that start in the last so many calendar days, today included.",
                        "bookingsInLast(30) >= 2",
                        List.of(DAYS),
                        Timings.count(client -> client.diary().days()),
                        (client, arguments) -> client.last((int) arguments[0])
                                .count(client.diary().days())),
                number(
                        "noShowsInLast",
                        Unit.COUNT,
                        "Of the last so many calendar days, today included, those with a booking to which the client did not come.",
                        "noShowsInLast(180) >= 1",
                        List.of(DAYS),
                        ofBookings(Timings.count(client -> client.reliability().noShowDays())),
                        (client, arguments) -> client.reliability().noShows(client.last((int) arguments[0]))),
                number(
                        "visitsPerMonth",
                        Unit.PER_MONTH,
                        "Visits in the last 365 days divided by 12.",
                        "visitsPerMonth >= 1.5",
                        ofBookings(window(client -> client.visits().days(), Visits.DAYS_OF_YEAR)),
                        client -> client.visits().perMonth()),
                number(
                        "visitsBetween",
                        Unit.COUNT,
                        "Visits from one day to another, both included.",
                        "visitsBetween(\"2026-12-01\", \"2026-12-31\") >= 1",
                        List.of(FROM, TO),
                        ofBookings(),
                        (client, arguments) -> client.visits()
                                .in(Window.between((LocalDate) arguments[0], (LocalDate) arguments[1]))));
    }

    private static double upcoming(Client client) {
        Diary diary = client.diary();
        int upcoming = 0;
        for (int i = 0; i < diary.size(); i++) {
            boolean isAhead = diary.booking(i).startsAt().isAfter(client.now());
            upcoming += isAhead && diary.status(i) == Status.BOOKED ? 1 : 0;
        }
        return upcoming;
    }

    private static @Nullable LocalDate firstVisit(Client client) {
        return client.visits().count() == 0
                ? null
                : LocalDate.ofEpochDay(client.visits().first());
    }

    private static @Nullable LocalDate lastVisit(Client client) {
        return client.visits().count() == 0
                ? null
                : LocalDate.ofEpochDay(client.visits().last());
    }

    private static @Nullable LocalDate lastBookingMade(Client client) {
        return client.diary().size() == 0
                ? null
                : LocalTimes.date(client.diary().lastMadeAt(), client.zone());
    }

    private static double daysSinceLastBooking(Client client) {
        LocalDate made = lastBookingMade(client);
        return made == null ? Double.NaN : client.todayNumber() - made.toEpochDay();
    }
}
