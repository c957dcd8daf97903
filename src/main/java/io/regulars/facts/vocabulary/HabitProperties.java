package io.regulars.facts.vocabulary;

import static io.regulars.facts.vocabulary.Timings.ofBookings;
import static io.regulars.facts.vocabulary.VocabularyShorthand.number;
import static io.regulars.facts.vocabulary.VocabularyShorthand.oneOf;

import io.regulars.facts.Client;
import io.regulars.facts.measures.Visits;
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
                        "Local days with a booking to which the client did not come; several missed on one day count once, also on a day"
                                + " with a visit.",
                        "noShows >= 2",
                        Timing.never(),
                        client -> client.reliability().noShows()),
                number(
                        "cancellations",
                        Unit.COUNT,
                        "Local days with a booking that the client cancelled. What the business cancelled never counts, nor what nobody"
                                + " is said to have cancelled.",
                        "cancellations >= 3",
                        Timing.never(),
                        client -> client.reliability().cancellations()),
                number(
                        "lateCancellations",
                        Unit.COUNT,
                        "Local days with a booking that the client cancelled with less than the notice of the service, else of the"
                                + " business; exactly the notice is in time. What nobody is said to have cancelled never counts.",
                        "noShows + lateCancellations >= 2",
                        Timing.never(),
                        client -> client.reliability().lateCancellations()),
                number(
                        "noShowRate",
                        Unit.SHARE,
                        "Of the local days with a booking whose start has passed, except those cancelled by anybody but the"
                                + " client, the share with one to which the client did not come, 0 to 1; unknown if there is"
                                + " none.",
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
                        "Of all visits the share on a Saturday or Sunday where they took place, 0 to 1; unknown without a visit.",
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
                        "The day of the month with more visits than any other, 1 to 31; unknown without a visit, and where two days"
                                + " have equally many.",
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
