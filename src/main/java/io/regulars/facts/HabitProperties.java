package io.regulars.facts;

import static io.regulars.facts.Timings.ofBookings;
import static io.regulars.facts.Words.number;
import static io.regulars.facts.Words.oneOf;

import java.time.DayOfWeek;
import java.util.List;

/** The words for reliability and for when a client usually comes. */
final class HabitProperties {
    private HabitProperties() {}

    static List<Property<Client>> all() {
        return List.of(
                number(
                        "noShows",
                        Unit.COUNT,
                        "Bookings to which the client did not come.",
                        "noShows >= 2",
                        Timing.never(),
                        client -> client.reliability().noShows()),
                number(
                        "cancellations",
                        Unit.COUNT,
                        "Bookings the client cancelled; those the business cancelled never count.",
                        "cancellations >= 3",
                        Timing.never(),
                        client -> client.reliability().cancellations()),
                number(
                        "lateCancellations",
                        Unit.COUNT,
                        "Bookings the client cancelled with less than the notice of the service, else of the business;"
                                + " exactly the notice is in time.",
                        "noShows + lateCancellations >= 2",
                        Timing.never(),
                        client -> client.reliability().lateCancellations()),
                number(
                        "noShowRate",
                        Unit.SHARE,
                        "Of the bookings whose start has passed, except those the business cancelled, the share to which"
                                + " the client did not come, 0 to 1; unknown if there is none.",
                        "noShowRate > 0.2",
                        (client, arguments, thresholds, moments) -> Timings.starts(client, moments),
                        client -> client.reliability().noShowRate()),
                number(
                        "morningShare",
                        Unit.SHARE,
                        "Of all visits the share whose first booking starts before 12:00 on the clock of its location, 0 to"
                                + " 1; unknown without a visit.",
                        "visits >= 3 && morningShare >= 0.7",
                        ofBookings(),
                        client -> client.habits().morningShare()),
                number(
                        "weekendShare",
                        Unit.SHARE,
                        "Of all visits the share on a Saturday or Sunday, 0 to 1; unknown without a visit.",
                        "weekendShare >= 0.5",
                        ofBookings(),
                        client -> client.habits().weekendShare()),
                oneOf(
                        DayOfWeek.class,
                        "favouriteWeekday",
                        "The weekday of most visits; of equals that of the latest visit. Unknown without a visit.",
                        "favouriteWeekday == \"FRIDAY\"",
                        ofBookings(),
                        client -> client.habits().favouriteWeekday()),
                number(
                        "usualDayOfMonth",
                        Unit.DAY_OF_MONTH,
                        "The day of the month of most visits, 1 to 31; of equals that of the latest visit. Unknown without a"
                                + " visit.",
                        "usualDayOfMonth == 15",
                        ofBookings(),
                        client -> client.habits().usualDayOfMonth()),
                number(
                        "usualIntervalDays",
                        Unit.DAYS,
                        "The median gap between visits in days; unknown under 3 visits.",
                        "usualIntervalDays <= 35",
                        ofBookings(),
                        client -> client.visits().usualInterval()),
                number(
                        "overdueFactor",
                        Unit.RATIO,
                        "Days since the last visit divided by the usual interval; unknown under 3 visits.",
                        "overdueFactor >= 1.5",
                        ofBookings((client, arguments, thresholds, moments) ->
                                Timings.overdue(client, thresholds, moments)),
                        client -> client.visits().overdueFactor()),
                number(
                        "visitTrend",
                        Unit.RATIO,
                        "Visits in the last 60 days divided by those in the 60 days before; unknown if these were under 3.",
                        "visitTrend <= 0.5",
                        ofBookings((client, arguments, thresholds, moments) -> {
                            Timings.window(client, client.visits().days(), Visits.TREND_DAYS, moments);
                            Timings.window(client, client.visits().days(), 2 * Visits.TREND_DAYS, moments);
                        }),
                        client -> client.visits().trend()));
    }
}
