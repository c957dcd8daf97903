package io.regulars.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTextTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T09:00:00Z,           2026-11-20T09:00:00Z",
        "2026-11-20t09:00:00z,           2026-11-20T09:00:00Z",
        "2026-11-20T09:00:00+02:00,      2026-11-20T07:00:00Z",
        "2026-11-20T09:00:00-0700,       2026-11-20T16:00:00Z",
        "2026-11-20T09:00:00+02,         2026-11-20T07:00:00Z",
        "2026-11-20T09:00+0545,          2026-11-20T03:15:00Z",
        "2026-11-20 09:00:00.5+02,       2026-11-20T07:00:00.500Z",
        "2026-11-20T09:00:00 02:00,      2026-11-20T07:00:00Z",
        "2026-11-20T09:00:00.123456789Z, 2026-11-20T09:00:00.123456Z",
        "2026-11-20T09:00:00-00:00,      2026-11-20T09:00:00Z",
    })
    void offsetsAreReadInEveryForm(String text, Instant moment) {
        assertThat(Codes.instant(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T09:00:00,  America/New_York, 2026-11-20T14:00:00Z",
        "2026-07-20 09:00,     Europe/Riga,      2026-07-20T06:00:00Z",
        "2026-03-29T03:30:00,  Europe/Riga,      2026-03-29T01:30:00Z", // skipped: half an hour after 03:00, which is
        // 04:00
        "2026-10-25T03:30:00,  Europe/Riga,      2026-10-25T00:30:00Z", // twice: the first
        "2026-11-20T09:00:00Z, Europe/Riga,      2026-11-20T09:00:00Z",
    })
    void whatHasNoOffsetIsOfTheClockOfTheZone(String text, String zone, Instant moment) {
        assertThat(Codes.instant(text, ZoneId.of(zone))).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20",
                "20.11.2026 09:00",
                "2026-11-20T25:00:00Z",
                "2026-11-20T09:00:00+25:00",
                "2026-02-30T09:00:00Z",
                "1763629200",
                "now"
            })
    void whatIsNoMomentIsRefusedWithOneThatIs(String text) {
        assertThatThrownBy(() -> Codes.instant(text, ZoneId.of("Europe/Riga")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-11-22T12:00:00+02:00");
    }

    @Test
    void whereNoZoneIsKnownAnOffsetIsWanted() {
        assertThatThrownBy(() -> Codes.instant("2026-11-20T09:00:00"))
                .hasMessage("'2026-11-20T09:00:00' has no offset; add it, such as 2026-11-20T09:00:00+02:00, or Z.");
    }

    @Test
    void aNumberIsToldAsTheMomentThatItMayMean() {
        assertThat(Codes.momentOfNumber(new BigDecimal("1763629200")))
                .endsWith("seconds since 1970 is \"2025-11-20T09:00:00Z\"");
        assertThat(Codes.momentOfNumber(new BigDecimal("1763629200000")))
                .endsWith("milliseconds since 1970 is \"2025-11-20T09:00:00Z\"");
        assertThat(Codes.momentOfNumber(new BigDecimal("1e999"))).contains("is a moment as text");
    }
}
