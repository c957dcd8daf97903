package io.regulars.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.BusinessId;
import io.regulars.access.Role;
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

/** Consent follows what was told last of it, by profiles and by events. */
@QuarkusTest
class ConsentsIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    private TestBusiness salon = new TestBusiness(new BusinessId(0), "", Map.of());

    @BeforeEach
    void aSalonThatAsksForConsent() {
        clock.set("2026-11-29T12:00:00Z");
        release.activate(List.of(new RuleFile("segments/consents.drl", """
                rule "May" when $c : Client( consents("email") == true ) then segments.assign($c, "may"); end
                rule "May not" when $c : Client( consents("email") == false ) then segments.assign($c, "may-not"); end
                """)));
        salon = businesses.fresh();
    }

    @Test
    void whoUnsubscribesIsNotWrittenToFromThatMomentOn() {
        profile("{\"consents\": {\"email\": true, \"sms\": true}, \"occurredAt\": \"2026-11-01T10:00:00Z\"}");
        assertThat(segments("")).containsExactly("may");

        event("e-1", "UNSUBSCRIBED", "{\"channel\": \"email\"}", "2026-11-10T10:00:00Z")
                .statusCode(200);

        assertThat(segments("")).containsExactly("may-not");
        assertThat(segments("?asOf=2026-11-10T09:59:59Z")).containsExactly("may");
        read().body("consents.email", equalTo(false)).body("consents.sms", equalTo(true));

        salon.as(Role.BOOKING_SYSTEM)
                .body("{\"city\": \"Riga\"}")
                .patch("/api/clients/c-1")
                .then()
                .statusCode(200);
        assertThat(segments("")).containsExactly("may-not");

        event("e-2", "SUBSCRIBED", "{\"channel\": \"email\", \"evidence\": \"form 7\"}", "2026-11-12T10:00:00Z");
        assertThat(segments("")).containsExactly("may");

        event("e-3", "UNSUBSCRIBED", "{}", "2026-11-13T10:00:00Z");
        read().body("consents.email", equalTo(false)).body("consents.sms", equalTo(false));
    }

    @Test
    void whatAProfileSaidLaterStandsThoughTheUnsubscriptionIsToldAfterIt() {
        profile("{\"consents\": {\"email\": true}, \"occurredAt\": \"2026-11-01T10:00:00Z\"}");
        profile("{\"consents\": {\"email\": true}, \"city\": \"Riga\", \"occurredAt\": \"2026-11-20T10:00:00Z\"}");

        event("e-1", "UNSUBSCRIBED", "{\"channel\": \"email\"}", "2026-11-10T10:00:00Z")
                .statusCode(200);

        assertThat(segments("")).containsExactly("may");
        assertThat(segments("?asOf=2026-11-15T10:00:00Z")).containsExactly("may-not");
    }

    @Test
    void channelsAreAClosedList() {
        event("e-1", "UNSUBSCRIBED", "{\"channel\": \"e-mail\"}", "2026-11-10T10:00:00Z")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/data/channel"))
                .body("errors[0].detail", containsString("did you mean email?"));
        salon.as(Role.BOOKING_SYSTEM)
                .body("{\"consents\": {\"e-mail\": true}}")
                .put("/api/clients/c-1")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/consents/e-mail"))
                .body("errors[0].detail", containsString("Did you mean 'email'?"));
    }

    private void profile(String body) {
        salon.as(Role.BOOKING_SYSTEM).body(body).put("/api/clients/c-1").then().statusCode(200);
    }

    private ValidatableResponse event(String id, String type, String data, String at) {
        return salon.as(Role.BOOKING_SYSTEM)
                .body("{\"id\": \"" + id + "\", \"client\": \"c-1\", \"type\": \"" + type + "\", \"occurredAt\": \""
                        + at + "\", \"data\": " + data + "}")
                .post("/api/activity")
                .then();
    }

    private ValidatableResponse read() {
        return salon.as(Role.ANALYST).get("/api/clients/c-1").then();
    }

    private List<String> segments(String query) {
        return salon.as(Role.ANALYST)
                .get("/api/clients/c-1/segments" + query)
                .jsonPath()
                .getList("name");
    }
}
