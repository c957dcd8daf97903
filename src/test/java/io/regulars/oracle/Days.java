package io.regulars.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** The days of a zone, counted from 1970 on; each moment and each midnight is looked up once. */
final class Days {
    private final ZoneId zone;
    private final Map<Instant, Long> days = new HashMap<>();
    private final Map<Long, Instant> midnights = new HashMap<>();

    Days(ZoneId zone) {
        this.zone = zone;
    }

    public long of(Instant moment) {
        return days.computeIfAbsent(moment, at -> at.atZone(zone).toLocalDate().toEpochDay());
    }

    Instant midnight(long day) {
        return midnights.computeIfAbsent(
                day, of -> LocalDate.ofEpochDay(of).atStartOfDay(zone).toInstant());
    }

    ZoneId zone() {
        return zone;
    }

    @Override
    public String toString() {
        return zone.toString();
    }
}
