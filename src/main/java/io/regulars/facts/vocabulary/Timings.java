package io.regulars.facts.vocabulary;

import io.regulars.facts.Client;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.facts.history.PassState;
import io.regulars.facts.measures.Browsing;
import io.regulars.facts.measures.Passes;
import io.regulars.facts.measures.Person;
import io.regulars.facts.measures.Stage;
import io.regulars.facts.measures.Visits;
import io.regulars.facts.values.LocalTimes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The ways in which properties move with time. Every local day begins at a named moment, so clock changes move none. */
final class Timings {
    /** Days further from 1970 than this are not named: no calendar of a client gets there. */
    private static final long FURTHEST_DAY = 3_000_000;

    /** So many birthdays ahead are named: more than anybody looks ahead at once. */
    private static final int BIRTHDAYS_AHEAD = 4;

    private Timings() {}

    /**
     * Of what depends on the status of bookings: changes when a booking comes to count as completed, and, between such
     * moments, as told by {@code own} for the client as it then is.
     */
    static Timing<Client> ofBookings(Timing<Client> own) {
        return (client, arguments, thresholds, moments) -> {
            begun(client, moments);
            var phases = client.phases();
            if (phases.size() == 1) {
                own.moments(client, arguments, thresholds, moments);
                return;
            }
            for (int i = 0; i < phases.size(); i++) {
                Instant from = i == 0 ? Instant.MIN : phases.get(i).now();
                Instant until =
                        i + 1 == phases.size() ? Instant.MAX : phases.get(i + 1).now();
                if (i > 0) {
                    moments.accept(from);
                }
                own.moments(phases.get(i), arguments, thresholds, moment -> {
                    if (!moment.isBefore(from) && moment.isBefore(until)) {
                        moments.accept(moment);
                    }
                });
            }
        };
    }

    /**
     * What was told to have taken place before it began, where it is tomorrow already: it is of the business's today from its
     * start on.
     */
    static void begun(Client client, Consumer<Instant> moments) {
        for (BookingState booking : client.snapshot().bookings()) {
            boolean tookPlace = booking.status() == Status.COMPLETED || booking.status() == Status.NO_SHOW;
            ZoneId where = client.business().zoneOf(booking.location());
            if (tookPlace
                    && !where.equals(client.zone())
                    && LocalTimes.day(booking.startsAt(), where) > LocalTimes.day(booking.startsAt(), client.zone())) {
                moments.accept(booking.startsAt());
            }
        }
    }

    /** Of what depends on the status of bookings and on nothing else that time moves. */
    static Timing<Client> ofBookings() {
        return ofBookings(Timing.never());
    }

    /** The days since some day, which may be unknown. */
    static <F> Timing<F> daysSince(Function<F, Client> owner, Function<F, @Nullable LocalDate> origin) {
        return (fact, arguments, thresholds, moments) -> {
            LocalDate day = origin.apply(fact);
            if (day != null) {
                daysSince(owner.apply(fact), day.toEpochDay(), thresholds, moments);
            }
        };
    }

    /** What lies within the last so many days; the number of days is the last argument. */
    static Timing<Client> window(Function<Client, int[]> days) {
        return (client, arguments, thresholds, moments) ->
                window(client, days.apply(client), (int) arguments[arguments.length - 1], moments);
    }

    /**
     * How many days lie within the last so many; the number of days is the last argument. Where thresholds are given only the
     * days on which the count comes to one or passes it matter.
     */
    static Timing<Client> count(Function<Client, int[]> days) {
        return (client, arguments, thresholds, moments) -> {
            int length = (int) arguments[arguments.length - 1];
            // elsewhere what has begun may count a day before its own
            if (thresholds.length == 0 || !client.business().hasOneClock()) {
                window(client, days.apply(client), length, moments);
            } else {
                crossings(client, days.apply(client).clone(), length, thresholds, moments);
            }
        };
    }

    private static void crossings(
            Client client, int[] days, int length, double[] thresholds, Consumer<Instant> moments) {
        Arrays.sort(days);
        int entered = 0;
        int left = 0;
        while (left < days.length) {
            long leaves = (long) days[left] + length;
            long day = entered < days.length ? Math.min(days[entered], leaves) : leaves;
            int before = entered - left;
            while (entered < days.length && days[entered] == day) {
                entered++;
            }
            while (left < days.length && (long) days[left] + length == day) {
                left++;
            }
            if (comesTo(before, entered - left, thresholds)) {
                startOf(client, day, moments);
            }
        }
    }

    private static boolean comesTo(int before, int after, double[] thresholds) {
        for (double threshold : thresholds) {
            if (Double.compare(Math.signum(before - threshold), Math.signum(after - threshold)) != 0) {
                return true;
            }
        }
        return false;
    }

    /** What lies within a fixed number of the last days. */
    static Timing<Client> window(Function<Client, int[]> days, int length) {
        return (client, arguments, thresholds, moments) -> window(client, days.apply(client), length, moments);
    }

    /** A count of days from {@code origin} that grows by one each midnight passes a threshold. */
    static void daysSince(Client client, long origin, double[] thresholds, Consumer<Instant> moments) {
        for (double threshold : thresholds) {
            if (Math.abs(threshold) < FURTHEST_DAY) {
                startOf(client, origin + (long) Math.ceil(threshold), moments);
                startOf(client, origin + (long) Math.floor(threshold) + 1, moments);
            }
        }
    }

    /** Each day enters a window of so many days when it begins, and leaves it that many days later. */
    static void window(Client client, int[] days, int length, Consumer<Instant> moments) {
        for (int day : days) {
            startOf(client, day, moments);
            startOf(client, (long) day + length, moments);
        }
    }

    /** The moment a local day of the business begins. */
    static void startOf(Client client, long day, Consumer<Instant> moments) {
        boolean wanted = !(moments instanceof NextMoment) || day > client.todayNumber();
        if (wanted && Math.abs(day) < FURTHEST_DAY) {
            moments.accept(LocalDate.ofEpochDay(day).atStartOfDay(client.zone()).toInstant());
        }
    }

    /** Days since the last visit ÷ usual interval: at most one step of a day around each threshold. */
    static void overdue(Client client, double[] thresholds, Consumer<Instant> moments) {
        double interval = client.visits().usualInterval();
        if (Double.isNaN(interval)) {
            return;
        }
        for (double threshold : thresholds) {
            double days = threshold * interval;
            if (Math.abs(days) < FURTHEST_DAY) {
                // the product may be rounded either way; the days beside it are at most a moment too many
                for (long day = (long) Math.floor(days) - 1; day <= Math.ceil(days) + 1; day++) {
                    startOf(client, client.visits().last() + day, moments);
                }
            }
        }
    }

    /** Each birthday on which the age comes to a threshold or passes it. */
    static void age(Client client, double[] thresholds, Consumer<Instant> moments) {
        LocalDate birth = client.snapshot().profile().birthDate();
        if (birth == null) {
            return;
        }
        startOf(client, birth.toEpochDay(), moments);
        for (double threshold : thresholds) {
            if (threshold >= 0 && threshold * 366 < FURTHEST_DAY) {
                startOf(
                        client,
                        Person.turning(birth, (int) Math.ceil(threshold)).toEpochDay(),
                        moments);
                startOf(
                        client,
                        Person.turning(birth, (int) Math.floor(threshold) + 1).toEpochDay(),
                        moments);
            }
        }
    }

    /** The day behind each birthday, and the days on which the one ahead comes to be as near as a threshold. */
    static void birthdays(Client client, double[] thresholds, Consumer<Instant> moments) {
        LocalDate birth = client.snapshot().profile().birthDate();
        if (birth == null) {
            return;
        }
        startOf(client, birth.toEpochDay(), moments);
        int yearsAhead = client.today().getYear() + BIRTHDAYS_AHEAD - birth.getYear();
        for (int years = 0; years <= yearsAhead; years++) {
            long birthday = Person.turning(birth, years).toEpochDay();
            startOf(client, birthday + 1, moments);
            for (double threshold : thresholds) {
                if (Math.abs(threshold) < FURTHEST_DAY) {
                    startOf(client, birthday - (long) Math.floor(threshold), moments);
                    startOf(client, birthday - (long) Math.ceil(threshold) + 1, moments);
                }
            }
        }
    }

    /** Of what depends on which passes are valid: when each begins, and when its last day is over. */
    static Timing<Client> validity() {
        return (client, arguments, thresholds, moments) -> eachPass(client, moments, last -> {});
    }

    /** The same, and the days on which the last one is as near as a threshold. */
    static Timing<Client> untilPassesEnd() {
        return (client, arguments, thresholds, moments) -> eachPass(client, moments, last -> {
            for (double threshold : thresholds) {
                if (Math.abs(threshold) < FURTHEST_DAY) {
                    startOf(client, last - (long) Math.floor(threshold), moments);
                    startOf(client, last - (long) Math.ceil(threshold) + 1, moments);
                }
            }
        });
    }

    /** The same as {@link #validity}, and the days on which the last one is as long ago as a threshold. */
    static Timing<Client> sincePassesEnded() {
        return (client, arguments, thresholds, moments) ->
                eachPass(client, moments, last -> daysSince(client, last, thresholds, moments));
    }

    /** @param ending told of the last day of each that has one */
    private static void eachPass(Client client, Consumer<Instant> moments, LongConsumer ending) {
        for (PassState pass : client.snapshot().passes()) {
            startOf(client, pass.startsOn().toEpochDay(), moments);
            long last = Passes.lastDay(pass, client.zone());
            if (last != Passes.NEVER) {
                startOf(client, last + 1, moments);
                ending.accept(last);
            }
        }
    }

    static void stage(Client client, Consumer<Instant> moments) {
        Visits visits = client.visits();
        if (visits.count() > 0) {
            daysSince(client, visits.last(), new double[] {Stage.AT_RISK_DAYS, Stage.LAPSED_DAYS}, moments);
            daysSince(client, visits.first(), new double[] {Stage.NEW_DAYS}, moments);
            overdue(client, new double[] {Stage.OVERDUE}, moments);
        }
    }

    /** Each start of a booking, when it stops to be ahead. */
    static void starts(Client client, Consumer<Instant> moments) {
        client.snapshot().bookings().forEach(booking -> moments.accept(booking.startsAt()));
    }

    /** A booking that was started and not made counts 24 hours later, until its day leaves the window. */
    static void abandoned(Client client, int length, Consumer<Instant> moments) {
        for (Activity start : client.browsing().abandonedStarts()) {
            moments.accept(start.occurredAt().plus(Browsing.PATIENCE));
            startOf(client, (long) LocalTimes.day(start.occurredAt(), client.zone()) + length, moments);
        }
    }
}
