package io.regulars.campaigns.ledger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What campaigns did, and whether it helps: who reached the goal of those who got it, beside those held out. */
@QuarkusTest
class CampaignResultsIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    Database database;

    private TestBusiness salon;

    @BeforeEach
    void fourStudentsOfWhomTwoAreHeldOut() {
        clock.set("2026-11-01T10:00:00Z");
        release.activate(List.of(new RuleFile("segments/test.drl", """
                    rule "Student" when $c : Client( tags contains "student" ) then segments.assign($c, "student"); end
                    rule "Offer" when $c : Client() Entered( segment == "student" ) then campaigns.start($c, "offer"); end
                    """), new RuleFile("campaigns/offer.yaml", """
                    name: offer
                    title: Offer
                    goal: {event: booked, within: 14d}
                    steps: [{name: mail, message: {channel: email, text: Come}}]
                    """)));
        salon = businesses.fresh();
        List.of("a", "b", "held-1", "held-2").forEach(this::student);
        // tests hold nobody out; these are as if they had been drawn
        database.transaction(tx -> tx.update("""
                update campaign_start set state = 'HELD_OUT' where business_id = ? and client_id in
                    (select id from client where external_id like 'held-%')
                """, salon.id().value()));
    }

    @Test
    void onlyWhoBooksInTimeAndDoesNotCancelHasReachedTheGoal() {
        clock.set("2026-11-06T10:00:00Z");
        books("a", "in-time", "2026-11-05T10:00:00Z", "BOOKED");
        books("b", "cancelled", "2026-11-05T10:00:00Z", "CANCELLED");
        books("b", "before", "2026-10-30T10:00:00Z", "BOOKED");
        clock.set("2026-11-25T10:00:00Z");
        books("held-1", "late", "2026-11-20T10:00:00Z", "BOOKED");

        results("2026-11-01T00:00:00Z")
                .body("[0].started", equalTo(2))
                .body("[0].heldOut", equalTo(2))
                .body("[0].uplift.clients", equalTo(2))
                .body("[0].uplift.reached", equalTo(1))
                .body("[0].uplift.heldOut", equalTo(2))
                .body("[0].uplift.heldOutReached", equalTo(0))
                .body("[0].uplift.difference", equalTo(0.5f));
        results("2026-11-02T00:00:00Z").body("[0].started", equalTo(0)).body("[0].uplift", nullValue());
    }

    @Test
    void whoStillHasTimeIsNotCounted() {
        clock.set("2026-11-14T10:00:00Z");
        results("2026-11-01T00:00:00Z").body("[0].inIt", equalTo(4)).body("[0].uplift", nullValue());
    }

    @Test
    void aWrongOrMissingMomentIsToldAsThatOfOtherQueries() {
        salon.as(Role.VIEWER)
                .get("/api/campaign-results?from=yesterday")
                .then()
                .statusCode(422)
                .body("detail", containsString("'from'"));
        salon.as(Role.VIEWER)
                .get("/api/campaign-results")
                .then()
                .statusCode(422)
                .body("detail", containsString("'from' is missing"));
    }

    private ValidatableResponse results(String from) {
        return salon.as(Role.VIEWER)
                .get("/api/campaign-results?from=" + from)
                .then()
                .statusCode(200);
    }

    private void student(String id) {
        salon.bookingSystem()
                .body(Map.of(
                        "email", id + "@mail.example", "consents", Map.of("email", true), "tags", List.of("student")))
                .put("/api/clients/" + id)
                .then()
                .statusCode(200);
    }

    private void books(String client, String id, String bookedAt, String status) {
        salon.bookingSystem()
                .body(Map.of(
                        "client",
                        client,
                        "service",
                        "massage",
                        "startsAt",
                        "2026-12-20T10:00:00Z",
                        "endsAt",
                        "2026-12-20T11:00:00Z",
                        "bookedAt",
                        bookedAt,
                        "status",
                        status))
                .put("/api/bookings/" + id)
                .then()
                .statusCode(200);
    }
}
