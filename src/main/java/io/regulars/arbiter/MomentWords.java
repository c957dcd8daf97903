package io.regulars.arbiter;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as the ledger tells them, such as {@code Mon 23 Nov 10:00}, by the clock on the client's wall. */
final class MomentWords {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private MomentWords() {}

    static String of(Instant moment, ZoneId zone) {
        return FORMAT.format(moment.atZone(zone));
    }
}
