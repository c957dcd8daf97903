package io.regulars.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client's numbers, and who moved lately, with names. */
@QuarkusTest
class FactsIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    private TestBusiness salon;

    @BeforeEach
    void anaCameOnce() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
        salon.bookingSystem()
                .body(Map.of("firstName", "Ana", "lastName", "Bērziņa"))
                .put("/api/clients/ana")
                .then()
                .statusCode(200);
        visit("ana", "b-1", "2026-11-20T09:00:00Z");
        clock.set("2026-11-22T13:00:00Z");
        visit("bea", "b-2", "2026-11-21T09:00:00Z");
    }

    @Test
    void factsAreWhatRulesReadAndUnknownIsSaidToBe() {
        Response facts = salon.as(Role.VIEWER).get("/api/clients/ana/facts");

        facts.then().statusCode(200).body("client", equalTo("ana")).body("at", equalTo("2026-11-22T13:00:00Z"));
        assertThat(value(facts, "visits")).isEqualTo(1);
        assertThat(value(facts, "lastVisitOn")).isEqualTo("2026-11-20");
        assertThat(value(facts, "daysSinceLastVisit")).isEqualTo(2);
        assertThat(value(facts, "spend").toString()).isEqualTo("60");
        assertThat(value(facts, "spendPercentile")).isEqualTo(100);
        assertThat(facts.<Map<String, @Nullable Object>>path("facts.find {it.name == 'city'}"))
                .containsEntry("value", null);
        assertThat(facts.<String>path("facts.find {it.name == 'spend'}.unit")).isEqualTo("MONEY");
    }

    @Test
    void membersHaveNamesAndWhoMovedLatelyComesFirst() {
        assertThat(salon.as(Role.VIEWER)
                        .get("/api/segments/first-timer/members")
                        .<List<@Nullable String>>path("name"))
                .containsExactly("Ana Bērziņa", null);
        String newest = "/api/segments/first-timer/transitions?order=newest&limit=1";
        Response first = salon.as(Role.VIEWER).get(newest);
        assertThat(first.<List<String>>path("client")).containsExactly("bea");
        String next = first.header("Link").replaceFirst("<([^>]+)>.*", "$1");
        assertThat(salon.as(Role.VIEWER).urlEncodingEnabled(false).get(next).<List<String>>path("name"))
                .containsExactly("Ana Bērziņa");
        salon.as(Role.VIEWER)
                .get("/api/segments/first-timer/transitions?order=backwards")
                .then()
                .statusCode(422)
                .body("detail", equalTo("'order' is oldest or newest, which comes first, not 'backwards'."));
    }

    private static Object value(Response facts, String name) {
        return facts.path("facts.find {it.name == '" + name + "'}.value");
    }

    private void visit(String client, String booking, String start) {
        salon.bookingSystem()
                .body(Map.of(
                        "client",
                        client,
                        "service",
                        "massage",
                        "startsAt",
                        start,
                        "status",
                        "COMPLETED",
                        "price",
                        "60.00"))
                .put("/api/bookings/" + booking)
                .then()
                .statusCode(200);
    }
}
