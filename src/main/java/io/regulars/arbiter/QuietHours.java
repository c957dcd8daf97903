package io.regulars.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * The hours in which no message goes out, by the clock on the client's wall: from the first until before the last, around
 * midnight if the first is the later one. The same hour twice means no quiet hours.
 */
public record QuietHours(LocalTime from, LocalTime to) {
    /** What becomes of a message that is due in quiet hours. */
    public enum Mode {
        /** It waits until they are over. */
        HOLD,
        /** It waits, or goes before they begin if it would come too late to be of use. */
        BEFORE,
        /** It goes. */
        IGNORE
    }

    /** So long after clients booked by themselves they are awake, whatever the clock says. */
    static final Duration AWAKE = Duration.ofMinutes(15);

    /** None. */
    public static final QuietHours NONE = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /** Whether the clock on the wall is inside at that moment. */
    public boolean contains(Instant moment, ZoneId zone) {
        LocalTime clock = moment.atZone(zone).toLocalTime();
        if (from.isBefore(to)) {
            return !clock.isBefore(from) && clock.isBefore(to);
        }
        return from.isAfter(to) && (!clock.isBefore(from) || clock.isBefore(to));
    }

    /** The end of the quiet hours that the moment lies in; the moment itself if it lies in none. */
    public Instant end(Instant moment, ZoneId zone) {
        Instant end = moment;
        // a clock that skips a whole day ends nowhere outside of the night, hence again
        while (contains(end, zone)) {
            ZonedDateTime local = end.atZone(zone);
            boolean endsTomorrow = from.isAfter(to) && !local.toLocalTime().isBefore(from);
            LocalDate day = endsTomorrow ? local.toLocalDate().plusDays(1) : local.toLocalDate();
            end = lastOf(day.atTime(to), zone);
        }
        return end;
    }

    /** The last second before the quiet hours that the moment lies in. */
    Instant before(Instant moment, ZoneId zone) {
        ZonedDateTime local = moment.atZone(zone);
        boolean beganYesterday = from.isAfter(to) && local.toLocalTime().isBefore(to);
        LocalDate day = beganYesterday ? local.toLocalDate().minusDays(1) : local.toLocalDate();
        return firstOf(day.atTime(from), zone).minusSeconds(1);
    }

    /**
     * When a service message is best due: as it is, unless that is in quiet hours whose end would be too late. Then at the last
     * second before them; if that is over already, at once after a booking of the client's own, else as it is.
     */
    public Instant planned(Instant dueAt, Appointment appointment, ZoneId zone, Instant now) {
        if (!contains(dueAt, zone) || !end(dueAt, zone).isAfter(appointment.usefulUntil())) {
            return dueAt;
        }
        Instant before = before(dueAt, zone);
        if (!before.isBefore(now)) {
            return before;
        }
        return appointment.isClientAwake(now) ? now : dueAt;
    }

    /** As {@code 21:00 to 09:00}. */
    String words() {
        return from + " to " + to;
    }

    private static Instant lastOf(LocalDateTime clock, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(clock);
        if (change == null) {
            return clock.atZone(zone).toInstant();
        }
        return change.isGap() ? change.getInstant() : clock.toInstant(change.getOffsetAfter());
    }

    private static Instant firstOf(LocalDateTime clock, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(clock);
        if (change == null) {
            return clock.atZone(zone).toInstant();
        }
        return change.isGap() ? change.getInstant() : clock.toInstant(change.getOffsetBefore());
    }
}
