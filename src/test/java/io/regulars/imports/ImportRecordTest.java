package io.regulars.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.regulars.access.businesses.Business;
import io.regulars.access.businesses.BusinessId;
import io.regulars.imports.demo.DemoBusiness;
import io.regulars.imports.demo.DemoSettings;
import io.regulars.platform.problem.ProblemException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportRecordTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant SINCE = Instant.parse("2026-11-22T11:59:00Z");
    private static final Business RIGA = new Business(
            new BusinessId(1),
            "riga",
            "Riga",
            ZoneId.of("Europe/Riga"),
            Currency.getInstance("EUR"),
            "LV",
            24,
            null,
            false,
            Map.of());

    @Test
    void aBookingWithoutOccurredAtOccurredWhenItWasCancelledElseOverElseMade() {
        assertThat(occurredAt("\"status\": \"CANCELLED\", \"cancelledAt\": \"2026-11-01T08:00:00Z\""))
                .isEqualTo("2026-11-01T08:00:00Z");
        assertThat(occurredAt("\"status\": \"COMPLETED\"")).isEqualTo("2026-11-20T11:00:00Z");
        assertThat(booking("\"startsAt\": \"2026-11-20T10:00:00Z\", \"status\": \"NO_SHOW\""))
                .isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
        String upcoming = "\"startsAt\": \"2026-11-30T10:00:00Z\", \"status\": \"BOOKED\"";
        assertThat(booking(upcoming + ", \"bookedAt\": \"2026-11-19T10:00:00Z\""))
                .isEqualTo(Instant.parse("2026-11-19T10:00:00Z"));
        assertThat(booking(upcoming)).as("when the import began").isEqualTo(SINCE);
        assertThat(booking(upcoming.replace("BOOKED", "CANCELLED") + ", \"bookedAt\": \"2026-11-19T10:00:00Z\""))
                .as("not when it was made")
                .isEqualTo(SINCE);
        assertThat(occurredAt("\"status\": \"COMPLETED\", \"occurredAt\": \"2026-11-21T10:00:00Z\""))
                .isEqualTo("2026-11-21T10:00:00Z");
    }

    @Test
    void allThatIsWrongWithALineIsSaidAtOnce() {
        assertThat(refusal("{}").errors())
                .extracting(ProblemException.FieldError::pointer)
                .containsExactlyInAnyOrder("/record", "/id");
        assertThat(refusal("{\"record\": \"bookings\", \"id\": \"b-1\"}").errors())
                .singleElement()
                .satisfies(error -> assertThat(error.detail()).contains("Did you mean 'booking'?"));
        assertThat(refusal("{\"record\": \"booking\", \"id\": \"b-1\", \"client\": \"c-1\", \"staus\": \"BOOKED\"}")
                        .errors())
                .extracting(ProblemException.FieldError::pointer)
                .containsExactlyInAnyOrder("/service", "/startsAt", "/status", "/staus");
    }

    @Test
    void noBookingReplacesItself() {
        assertThat(refusal(
                                "{\"record\": \"booking\", \"id\": \"b-1\", \"client\": \"c-1\", \"service\": \"cut\","
                                        + " \"startsAt\": \"2026-11-30T10:00:00Z\", \"status\": \"BOOKED\", \"replaces\": \"b-1\"}")
                        .errors())
                .extracting(ProblemException.FieldError::pointer)
                .containsExactly("/replaces");
    }

    @Test
    void aLineThatIsNoJsonIsTalkedOfAsALine() {
        assertThat(refusal("{\"record\": ")).hasMessageStartingWith("The line is no JSON (column ");
        assertThat(refusal("42")).hasMessageContaining("object");
    }

    @Test
    void everyLineOfTheDemonstrationIsValid() {
        var settings = new DemoSettings(3, 300, NOW, RIGA.zone(), RIGA.currency(), RIGA.country());
        assertThat(new DemoBusiness(settings).lines())
                .allSatisfy(line -> assertThat(read(line).id()).isNotEmpty());
    }

    private static String occurredAt(String fields) {
        return String.valueOf(
                booking("\"startsAt\": \"2026-11-20T10:00:00Z\", \"endsAt\": \"2026-11-20T11:00:00Z\", " + fields));
    }

    private static @Nullable Instant booking(String fields) {
        var record = read("{\"record\": \"booking\", \"id\": \"b-1\", \"client\": \"c-1\", \"service\": \"cut\", "
                + fields + "}");
        return ((ImportRecord.OfBooking) record).body().occurredAt();
    }

    private static ImportRecord read(String line) {
        return ImportRecord.read(new RawLine.Text(1, line.getBytes(UTF_8)), RIGA, SINCE, NOW);
    }

    private static ProblemException refusal(String line) {
        return catchThrowableOfType(ProblemException.class, () -> read(line));
    }
}
