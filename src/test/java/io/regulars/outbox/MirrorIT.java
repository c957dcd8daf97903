package io.regulars.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.outbox.sending.CarryOut;
import io.regulars.platform.json.Json;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever applies the events of segments in their order has the members. */
@QuarkusTest
class MirrorIT {
    @Inject
    CarryOut carryOut;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    private final Receiver mirror = new Receiver();
    private TestBusiness salon;

    @BeforeEach
    void aSalonWithAMirror() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate();
        salon = businesses.fresh();
        salon.as(Role.ADMIN)
                .body(Map.of(
                        "name",
                        "mirror",
                        "kind",
                        "webhook",
                        "settings",
                        Map.of("url", mirror.url()),
                        "events",
                        List.of("segment.entered", "segment.left", "campaign.started")))
                .post("/api/endpoints")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void close() {
        mirror.close();
    }

    @Test
    void membersFollowFromTheEventsAlone() {
        visit("b-1", "2026-11-01T10:00:00Z", "COMPLETED");
        visit("b-2", "2026-11-08T10:00:00Z", "COMPLETED");
        visit("b-2", "2026-11-08T10:00:00Z", "NO_SHOW");
        carryOut.carryOut();

        var segments = new TreeSet<String>();
        for (JsonNode event : events()) {
            String segment = event.path("data").path("segment").asText();
            assertThat(event.path("data").path("client").asText()).isEqualTo("anna");
            assertThat(event.path("data").path("backlog").asBoolean()).isFalse();
            boolean changed = event.path("type").asText().equals("segment.entered")
                    ? segments.add(segment)
                    : segments.remove(segment);
            assertThat(changed).as(event.toString()).isTrue();
        }
        assertThat(segments).isEqualTo(Set.of("first-timer"));
        salon.as(Role.VIEWER).get("/api/clients/anna/segments").then().body("name", hasItems("first-timer"));
    }

    @Test
    void aStartedCampaignIsToldWithItsActions() {
        salon.bookingSystem()
                .body(Map.of("firstName", "Anna", "email", "anna@example.com", "tags", List.of("student")))
                .put("/api/clients/anna")
                .then()
                .statusCode(200);
        carryOut.carryOut();
        assertThat(events())
                .filteredOn(event -> event.path("type").asText().equals("campaign.started"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("data").path("campaign").asText()).isEqualTo("welcome");
                    assertThat(event.path("data")
                                    .path("actions")
                                    .get(0)
                                    .path("step")
                                    .asText())
                            .isEqualTo("hello");
                });
    }

    private List<JsonNode> events() {
        return mirror.told().stream().map(told -> Json.stored(told.body())).toList();
    }

    private void visit(String id, String startsAt, String status) {
        salon.bookingSystem()
                .body(Map.of("client", "anna", "service", "cut", "startsAt", startsAt, "status", status))
                .put("/api/bookings/" + id)
                .then()
                .statusCode(200);
    }
}
