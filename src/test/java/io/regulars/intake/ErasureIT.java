package io.regulars.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ErasureIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    private TestBusiness salon;

    @BeforeEach
    void aStudentWithABookingIsErased() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
        salon.bookingSystem()
                .header("Idempotency-Key", "k-1")
                .body("{\"firstName\": \"Ana\", \"tags\": [\"student\"]}")
                .put("/api/clients/c-1")
                .then()
                .statusCode(200);
        salon.bookingSystem()
                .body(booking("c-1"))
                .put("/api/bookings/b-1")
                .then()
                .statusCode(200);
        salon.bookingSystem()
                .body("{\"record\": \"client\", \"id\": \"c-1\", \"birthDate\": \"yesterday\"}")
                .post("/api/import")
                .then()
                .statusCode(202);
        assertThat(reasons()).as("before").isNotEmpty();
        salon.bookingSystem().delete("/api/clients/c-1").then().statusCode(204);
    }

    @Test
    void nothingThatRulesSaidOfAnErasedClientStays() {
        assertThat(reasons()).isEmpty();
        assertThat(count("select count(*) from membership where business_id = ?"))
                .isZero();
        assertThat(count("select count(*) from transition where business_id = ?"))
                .as("totals stay")
                .isPositive();
    }

    @Test
    void neitherAnAnswerNorARefusedLineOfAnErasedClientStays() {
        assertThat(count("select count(*) from idempotency where business_id = ?"))
                .isZero();
        assertThat(count("""
                        select count(*) from import_error e join import_job j on j.id = e.job_id
                        where j.business_id = ? and e.record <> ''
                        """)).isZero();
    }

    @Test
    void everythingOfAnErasedClientIsGone() {
        for (String path : List.of("", "/bookings", "/segments", "/timeline", "/forecast")) {
            salon.as(Role.VIEWER)
                    .get("/api/clients/c-1" + path)
                    .then()
                    .statusCode(410)
                    .body("type", containsString("erased"));
        }
        salon.bookingSystem().delete("/api/clients/c-1").then().statusCode(410);
        salon.bookingSystem().body("{}").patch("/api/clients/c-1").then().statusCode(410);
        salon.bookingSystem()
                .body("{\"client\": \"c-1\"}")
                .post("/api/evaluate")
                .then()
                .statusCode(410);
        salon.bookingSystem()
                .header("Idempotency-Key", "k-1")
                .body("{\"firstName\": \"Ana\", \"tags\": [\"student\"]}")
                .put("/api/clients/c-1")
                .then()
                .statusCode(410);
    }

    @Test
    void theTombstoneItselfIsNoClient() {
        String tombstone = salon.as(Role.VIEWER).get("/api/bookings/b-1").path("client");

        salon.bookingSystem().body("{}").patch("/api/bookings/b-1").then().statusCode(410);
        salon.bookingSystem()
                .body(booking(tombstone))
                .put("/api/bookings/b-2")
                .then()
                .statusCode(410);
        salon.bookingSystem().delete("/api/bookings/b-1").then().statusCode(410);
        assertThat(count("select count(*) from membership where business_id = ?"))
                .isZero();
    }

    private List<String> reasons() {
        return database.transaction(tx -> tx.list(
                """
                select because from transition where business_id = ? and because <> ''
                union all select because from campaign_start where business_id = ? and because <> ''
                """, row -> row.getString(1), salon.id().value(), salon.id().value()));
    }

    private long count(String sql) {
        return database.transaction(
                tx -> tx.first(sql, row -> row.getLong(1), salon.id().value()).orElseThrow());
    }

    private static String booking(String client) {
        return """
               {"client": "%s", "service": "massage", "startsAt": "2026-11-20T09:00:00Z", "status": "COMPLETED"}
               """.formatted(client);
    }
}
