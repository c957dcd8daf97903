package io.regulars.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * At most so many messages in an hour or a day. Time is cut into buckets that take the same number each: an hour into minutes, so that
 * what is allowed does not leave in its first second; a day into days of the business's calendar.
 *
 * @param most at least 1
 */
public record Rate(int most, Per per) {
    /** What the number is of. */
    public enum Per {
        HOUR,
        DAY
    }

    private static final int[] PARTS_OF_AN_HOUR = {60, 30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1};

    public Rate {
        if (most < 1) {
            throw new IllegalArgumentException("a rate lets at least one through");
        }
    }

    /** How many one bucket takes. */
    public int perBucket() {
        return per == Per.DAY ? most : most / parts();
    }

    /** When the bucket began that the moment lies in. */
    public Instant bucket(Instant moment, ZoneId zone) {
        if (per == Per.DAY) {
            return moment.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        }
        Instant hour = moment.truncatedTo(ChronoUnit.HOURS);
        long length = length().toSeconds();
        return hour.plusSeconds(Duration.between(hour, moment).toSeconds() / length * length);
    }

    /** When the bucket after that one begins. */
    public Instant next(Instant bucket, ZoneId zone) {
        return per == Per.DAY
                ? bucket.atZone(zone)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant()
                : bucket.plus(length());
    }

    /** As {@code 600 per hour}. */
    public String words() {
        return most + (per == Per.DAY ? " per day" : " per hour");
    }

    private Duration length() {
        return Duration.ofHours(1).dividedBy(parts());
    }

    /** In how many equal parts an hour is cut: as many as possible of which each takes a whole number. */
    private int parts() {
        for (int parts : PARTS_OF_AN_HOUR) {
            if (most % parts == 0) {
                return parts;
            }
        }
        throw new IllegalStateException("every number is a multiple of 1");
    }
}
