package io.regulars.delivery;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A booking as an entry that calendars take (RFC 5545, published by RFC 5546): moments in UTC. */
final class CalendarEntry {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The longest line, in octets, without what ends it. */
    private static final int LINE = 75;

    private CalendarEntry() {}

    /**
     * The file.
     *
     * @param owner tells bookings of one business from those of others, by its name in the API
     * @param summary what calendars show
     * @param now a later entry of the booking takes the place of an earlier one
     */
    static byte[] of(BookingState booking, String owner, String summary, @Nullable String place, Instant now) {
        var file = new StringBuilder();
        line(file, "BEGIN:VCALENDAR");
        line(file, "VERSION:2.0");
        line(file, "PRODID:-//Regulars//Regulars//EN");
        line(file, "METHOD:PUBLISH");
        line(file, "BEGIN:VEVENT");
        line(file, "UID:" + text(booking.id() + "@" + owner));
        line(file, "SEQUENCE:" + now.getEpochSecond() / 60);
        line(file, "DTSTAMP:" + MOMENT.format(now));
        line(file, "DTSTART:" + MOMENT.format(booking.startsAt()));
        if (booking.endsAt() != null) {
            line(file, "DTEND:" + MOMENT.format(booking.endsAt()));
        }
        line(file, "SUMMARY:" + text(summary));
        if (place != null) {
            line(file, "LOCATION:" + text(place));
        }
        line(file, "STATUS:" + (booking.status() == Status.CANCELLED ? "CANCELLED" : "CONFIRMED"));
        line(file, "END:VEVENT");
        line(file, "END:VCALENDAR");
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What has a meaning in the file is escaped, so that a name stays a name. */
    private static String text(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("\\R", "\\\\n")
                .replaceAll("\\p{Cntrl}", "");
    }

    /** A longer line goes on in the next, which begins with a blank; a character is never cut. */
    private static void line(StringBuilder file, String line) {
        int octets = 0;
        for (int at = 0; at < line.length(); ) {
            String character = Character.toString(line.codePointAt(at));
            int size = character.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LINE) {
                file.append("\r\n ");
                octets = 1;
            }
            file.append(character);
            octets += size;
            at += character.length();
        }
        file.append("\r\n");
    }
}
