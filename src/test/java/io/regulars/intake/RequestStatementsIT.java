package io.regulars.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.businesses.Business;
import io.regulars.platform.database.CountedStatements;
import io.regulars.platform.database.Database;
import io.regulars.platform.json.Json;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a request costs the database: statements, and round trips in which they are sent, by the default rules. */
@QuarkusTest
class RequestStatementsIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    RecordAndEvaluate take;

    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        release.activateDefaults();
        salon = businesses.fresh();
        put("b-0", "c-0", "BOOKED"); // the first request of a release has it loaded, too
    }

    @Test
    void aBookingIsStoredEvaluatedAndAnsweredInFewStatements() {
        assertThat(List.of(
                        put("b-1", "c-1", "BOOKED"), // of a client whom nobody has named before
                        put("b-2", "c-1", "BOOKED"),
                        put("b-1", "c-1", "COMPLETED"),
                        put("b-1", "c-1", "COMPLETED")))
                .containsExactly(
                        "24 statements in 10 round trips",
                        "22 statements in 8 round trips",
                        "25 statements in 11 round trips",
                        "5 statements in 4 round trips");
    }

    private String put(String id, String client, String status) {
        String body = """
                {"client": "%s", "service": "massage", "startsAt": "2026-11-2%d:00:00Z", "price": "40.00", "status": "%s"}
                """.formatted(client, id.equals("b-1") ? 0 : 5, status).replace(":00:00Z", "T09:00:00Z");
        var counted = new CountedStatements();
        database.transaction(tx -> take.booking(
                counted.counting(tx),
                settings(),
                id,
                Json.object(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))));
        return counted.statements() + " statements in " + counted.trips() + " round trips";
    }

    private Business settings() {
        return new Business(
                salon.id(),
                salon.externalId(),
                salon.externalId(),
                ZoneId.of("Europe/Riga"),
                Currency.getInstance("EUR"),
                "LV",
                24,
                null,
                false,
                Map.of());
    }
}
