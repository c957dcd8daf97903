package io.regulars.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a step says is seen before anybody gets it. */
@QuarkusTest
class MessagePreviewIT {
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
    void aSalonWithTheDefaultRules() {
        clock.set("2026-11-22T12:00:00Z");
        salon = businesses.fresh();
        release.activateDefaults();
    }

    private ValidatableResponse preview(String campaign, String body) {
        return salon.as(Role.ANALYST)
                .body(body)
                .post("/api/campaigns/" + campaign + "/preview")
                .then();
    }

    @Test
    void aMailIsShownForAClientWhoIsMadeUp() {
        preview("reminder", "{\"step\": \"confirmation\"}")
                .statusCode(200)
                .body("release", equalTo(release.label()))
                .body("client", nullValue())
                .body("language", equalTo("en"))
                .body("email.subject", equalTo("Your time on 25 November 2026 at 14:00"))
                .body("email.html", containsString("<html lang=\"en\" dir=\"ltr\">"))
                .body(
                        "email.text",
                        startsWith("Hello Anna,\n\nyour time is reserved:\n\nHaircut\nWednesday, 25 November 2026"))
                .body("names.find { it.name == 'booking.startsAt' }.value", equalTo("25 November 2026, 14:00"))
                .body("names.find { it.name == 'today' }.value", equalTo("22 November 2026"));
    }

    @Test
    void aMailIsShownForAClientInTheirLanguageAboutTheirNextBooking() {
        salon.as(Role.BOOKING_SYSTEM)
                .body(
                        "{\"firstName\": \"Jānis <b>\", \"language\": \"lv-LV\", \"occurredAt\": \"2026-11-01T10:00:00Z\"}")
                .put("/api/clients/c-1")
                .then()
                .statusCode(lessThan(300));
        salon.as(Role.BOOKING_SYSTEM)
                .body("{\"name\": \"Griezums\", \"category\": \"hair\", \"occurredAt\": \"2026-11-01T10:00:00Z\"}")
                .put("/api/services/cut")
                .then()
                .statusCode(lessThan(300));
        salon.as(Role.BOOKING_SYSTEM)
                .body("{\"client\": \"c-1\", \"service\": \"cut\", \"status\": \"BOOKED\","
                        + " \"startsAt\": \"2026-12-03T12:30:00Z\", \"endsAt\": \"2026-12-03T13:30:00Z\"}")
                .put("/api/bookings/b-1")
                .then()
                .statusCode(lessThan(300));

        preview("reminder", "{\"step\": \"confirmation\", \"client\": \"c-1\"}")
                .statusCode(200)
                .body("client", equalTo("c-1"))
                .body("language", equalTo("lv"))
                .body("email.subject", equalTo("Jūsu vizīte 2026. gada 3. decembris, 14:30"))
                .body("email.text", startsWith("Labdien, Jānis <b>!\n\nJūsu vizīte ir pieteikta:\n\nGriezums\n"))
                .body("email.html", containsString("Jānis &lt;b&gt;"))
                .body("email.html", not(containsString("Jānis <b>")))
                .body("names.find { it.name == 'booking.staff' }.value", nullValue())
                .body("decided.verdict", equalTo("drops"))
                .body("decided.gate", equalTo("address"));
        salon.as(Role.BOOKING_SYSTEM)
                .body("{\"email\": \"janis@example.com\"}")
                .patch("/api/clients/c-1")
                .then()
                .statusCode(200);
        preview("reminder", "{\"step\": \"confirmation\", \"client\": \"c-1\"}")
                .body("decided.verdict", equalTo("sends"))
                .body("decided.channel", equalTo("email"));
        preview("win-back", "{\"step\": \"offer\", \"client\": \"c-1\"}")
                .body("decided.gate", equalTo("booking"))
                .body("decided.detail", startsWith("has a booking on "));
        preview("reminder", "{\"step\": \"confirmation\", \"client\": \"c-1\", \"language\": \"en\"}")
                .body("language", equalTo("en"));
    }

    @Test
    void aTaskIsShownAsItsLine() {
        preview("recovery", "{\"step\": \"call\"}")
                .statusCode(200)
                .body("task", equalTo("Call the client and ask what went wrong."))
                .body("email", nullValue());
    }

    @Test
    void whatIsNotThereIsNamedWithTheNearest() {
        preview("remindr", "{\"step\": \"confirmation\"}")
                .statusCode(404)
                .body("detail", containsString("Did you mean 'reminder'?"));
        preview("reminder", "{\"step\": \"confirmtion\"}")
                .statusCode(404)
                .body("detail", containsString("Did you mean 'confirmation'?"));
        preview("reminder", "{\"step\": \"confirmation\", \"client\": \"nobody\"}")
                .statusCode(404);
        preview("reminder", "{\"language\": \"?\", \"release\": \"7\"}")
                .statusCode(422)
                .body("errors.pointer", hasItem("/step"))
                .body("errors.pointer", hasItem("/language"))
                .body("errors.pointer", hasItem("/release"));
        preview("vip-care", "{\"step\": \"priority\"}").statusCode(422).body("detail", containsString("says nothing"));
    }

    private ValidatableResponse testSend(String to) {
        return salon.as(Role.ANALYST)
                .body("{\"step\": \"confirmation\", \"to\": \"" + to + "\"}")
                .post("/api/campaigns/reminder/test-send")
                .then();
    }

    private ValidatableResponse confirm(String address, String code) {
        return salon.as(Role.ADMIN)
                .body("{\"address\": \"" + address + "\", \"code\": \"" + code + "\"}")
                .post("/api/test-addresses/confirm")
                .then();
    }

    /** What was put into the outbox, gone or not. */
    private List<String> sent() {
        return database.transaction(tx -> tx.list(
                "select event from outbox where business_id = ? union all select event from delivery where business_id = ?",
                row -> row.getString("event"),
                salon.id().value(),
                salon.id().value()));
    }

    /** As if the code that was sent were this one. */
    private void theCodeIs(String code) {
        database.transaction(tx -> tx.update(
                "update test_address set code_hash = sha256(convert_to(?, 'UTF8')) where business_id = ?",
                code,
                salon.id().value()));
    }

    @Test
    void aTestGoesToAnAddressThatHasAgreedAndToNoOther() {
        testSend("owner@salon.example").statusCode(422).body("detail", containsString("confirmed addresses only"));
        salon.as(Role.ADMIN)
                .body("{\"address\": \"Owner@Salon.example\"}")
                .post("/api/test-addresses")
                .then()
                .statusCode(202)
                .body("address", equalTo("owner@salon.example"));
        testSend("owner@salon.example").statusCode(422);
        confirm("owner@salon.example", "00000000").statusCode(422);
        salon.as(Role.ADMIN)
                .body("{\"address\": \"owner@salon.example\"}")
                .post("/api/test-addresses")
                .then()
                .statusCode(409);

        assertThat(sent()).containsExactly("test-address");
        theCodeIs("7K3M9QXA");
        confirm("owner@salon.example", "7k3m9qxa").statusCode(200);
        testSend("OWNER@salon.example")
                .statusCode(202)
                .body("subject", equalTo("[Test] Your time on 25 November 2026 at 14:00"));

        assertThat(sent()).containsExactlyInAnyOrder("test-address", "test");
        salon.as(Role.ANALYST).get("/api/campaigns/reminder/actions").then().body("size()", equalTo(0));
        salon.as(Role.ADMIN).get("/api/audit-log").then().body("what", hasItem("test-sent"));
    }

    @Test
    void fiveWrongCodesAreTheLast() {
        salon.as(Role.ADMIN)
                .body("{\"address\": \"a@salon.example\"}")
                .post("/api/test-addresses")
                .then()
                .statusCode(202);
        theCodeIs("7K3M9QXA");
        for (int i = 0; i < 5; i++) {
            confirm("a@salon.example", "WRONG" + i).statusCode(422);
        }
        confirm("a@salon.example", "7K3M9QXA").statusCode(422);
    }

    @Test
    void twentyTestsGoInAnHour() {
        database.transaction(tx -> tx.update(
                "insert into test_address (business_id, address, code_hash, code_until, asked_at, asked_by, confirmed_at)"
                        + " values (?, 'b@salon.example', '', ?, ?, 'test', ?)",
                salon.id().value(),
                clock.instant(),
                clock.instant(),
                clock.instant()));
        for (int i = 0; i < 20; i++) {
            testSend("b@salon.example").statusCode(202);
        }
        testSend("b@salon.example").statusCode(409);
        clock.set("2026-11-22T13:00:01Z");
        testSend("b@salon.example").statusCode(202);
    }
}
