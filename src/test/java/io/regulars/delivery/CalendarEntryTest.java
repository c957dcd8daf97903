package io.regulars.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BookingState.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A booking comes into a calendar as it is, whatever names there are. */
class CalendarEntryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void itsMomentsAreOfUtcAndItsNumberGrows() {
        assertThat(entry("Haircut, long", null).lines())
                .contains(
                        "UID:b-1@business-7",
                        "DTSTART:20261203T110000Z",
                        "DTEND:20261203T120000Z",
                        "SUMMARY:Haircut\\, long",
                        "STATUS:CONFIRMED",
                        "SEQUENCE:" + NOW.getEpochSecond() / 60);
    }

    @Test
    void aNameIsNeverALineOfItsOwn() {
        assertThat(entry("Cut\r\nATTENDEE:mailto:x@example.com", "Riga; \\ 1").lines())
                .contains("SUMMARY:Cut\\nATTENDEE:mailto:x@example.com", "LOCATION:Riga\\; \\\\ 1")
                .noneMatch(line -> line.startsWith("ATTENDEE"));
    }

    @Test
    void aLongLineIsFoldedBetweenCharacters() {
        String name = "Matu griešana ".repeat(20) + "\uD83D\uDC87".repeat(30);
        String entry = entry(name, null);
        assertThat(entry.split("\r\n")).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
        assertThat(entry.replace("\r\n ", "")).contains("SUMMARY:" + name);
    }

    private static String entry(String summary, @Nullable String place) {
        var booking = new BookingState(
                "b-1",
                "cut",
                null,
                null,
                null,
                null,
                Instant.parse("2026-12-03T11:00:00Z"),
                Instant.parse("2026-12-03T12:00:00Z"),
                null,
                Status.BOOKED,
                null,
                null,
                null,
                0,
                0,
                0,
                0,
                null,
                null,
                null);
        return new String(CalendarEntry.of(booking, "business-7", summary, place, NOW), StandardCharsets.UTF_8);
    }
}
