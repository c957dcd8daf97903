package io.regulars.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.access.businesses.BusinessId;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void whoIsSaidToAgreeOnceMoreAgrees() {
        profile("{\"consents\": {\"email\": true}, \"occurredAt\": \"2026-11-01T10:00:00Z\"}");
        event("e-1", "UNSUBSCRIBED", "{}", "2026-11-10T10:00:00Z");

        patch("{\"consents\": {\"email\": true}, \"occurredAt\": \"2026-11-20T10:00:00Z\"}")
                .body("taken", equalTo("latest"))
                .body("entered", contains("may"));
        event("e-2", "UNSUBSCRIBED", "{}", "2026-11-15T10:00:00Z");
        assertThat(segments("")).containsExactly("may");
        patch("{\"consents\": {\"email\": true}, \"occurredAt\": \"2026-11-20T10:00:00Z\"}")
                .body("taken", equalTo("nothing"));
    }

    @Test
    void aProfileThatIsRepeatedSaysNothingAnewAndIsToldSo() {
        String profile = "{\"consents\": {\"email\": true, \"sms\": true}}";
        profile(profile);
        event("e-1", "UNSUBSCRIBED", "{\"channel\": \"email\"}", "2026-11-29T12:00:00Z");

        salon.as(Role.BOOKING_SYSTEM)
                .body(profile)
                .put("/api/clients/c-1")
                .then()
                .body("taken", equalTo("nothing"))
                .body("notes", contains(containsString("Consent by email is false since an event said so")));
        assertThat(segments("")).containsExactly("may-not");
    }

    @Test
    void anEventIsReadAsItIsChecked() {
        event("e-1", "SUBSCRIBED", "{\"channel\": \" email\\u00a0\", \"method\": \" form \"}", "2026-11-10T10:00:00Z")
                .statusCode(200);
        read().body("consents.size()", equalTo(1)).body("consents.email", equalTo(true));

        for (String misspelt : List.of("Channel", "chanel", "channels")) {
            event("e-2", "SUBSCRIBED", "{\"" + misspelt + "\": \"sms\"}", "2026-11-11T10:00:00Z")
                    .statusCode(422)
                    .body("errors.pointer", contains("/data/" + misspelt))
                    .body("errors[0].detail", containsString("Did you mean 'channel'?"));
        }
        event("e-3", "UNSUBSCRIBED", "{\"channel\": \"\", \"reason\": \"too many\"}", "2026-11-12T10:00:00Z")
                .statusCode(200);
        read().body("consents.size()", equalTo(7)).body("consents.email", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"occurredAt\": \"2026-11-20T10:00:00Z\""})
    void ofTheLinesOfAnImportTheLaterDecides(String moment) {
        String yes = "{\"record\": \"activity\", \"id\": \"%s\", \"client\": \"%s\", \"type\": \"SUBSCRIBED\"" + moment
                + "}";
        String no = yes.replace("SUBSCRIBED", "UNSUBSCRIBED");
        String profile = "{\"record\": \"client\", \"id\": \"%2$s\", \"consents\": {\"email\": true}" + moment + "}";
        var lines = new ArrayList<String>();
        for (int i = 0; i < 8; i++) {
            String of = "-" + i;
            List.of(yes, no).forEach(line -> lines.add(line.formatted("a" + lines.size(), "c-1" + of)));
            List.of(no, yes).forEach(line -> lines.add(line.formatted("a" + lines.size(), "c-2" + of)));
            List.of(profile, no).forEach(line -> lines.add(line.formatted("a" + lines.size(), "c-3" + of)));
            List.of(no, profile).forEach(line -> lines.add(line.formatted("a" + lines.size(), "c-4" + of)));
        }
        salon.bookingSystem()
                .contentType("application/x-ndjson")
                .body(String.join("\n", lines).getBytes(UTF_8))
                .post("/api/import")
                .then()
                .body("accepted", equalTo(lines.size()));

        for (String client : List.of("c-1", "c-2", "c-3", "c-4")) {
            for (int i = 0; i < 8; i++) {
                salon.as(Role.ANALYST)
                        .get("/api/clients/" + client + "-" + i)
                        .then()
                        .body("consents.email", equalTo(List.of("c-2", "c-4").contains(client)));
            }
        }
    }

    @Test
    void channelsAreAClosedList() {
        event("e-1", "UNSUBSCRIBED", "{\"channel\": \"all\"}", "2026-11-10T10:00:00Z")
                .statusCode(422)
                .body("errors[0].detail", containsString("for all of them leave it out"));
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

    private ValidatableResponse patch(String body) {
        return salon.as(Role.BOOKING_SYSTEM)
                .body(body)
                .patch("/api/clients/c-1")
                .then()
                .statusCode(200);
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
