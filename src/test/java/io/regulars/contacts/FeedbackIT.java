package io.regulars.contacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.clients.ContactAddress;
import io.regulars.platform.database.Database;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes back of messages counts once, and closes addresses that take nothing. */
@QuarkusTest
class FeedbackIT {
    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    Suppressions suppressions;

    private TestBusiness salon;
    private byte[] key = {};

    @BeforeEach
    void aSalonThatHasWrittenToAnna() {
        clock.set("2026-11-29T12:00:00Z");
        release.activate(List.of(new RuleFile("segments/test.drl", """
                rule "Lead" when $c : Client( visits == 0 ) then segments.assign($c, "lead"); end
                rule "Reads" when $c : Client( opensInLast(30) >= 1 ) then segments.assign($c, "reads"); end
                rule "Write" when $c : Client() Entered( segment == "lead" ) then campaigns.start($c, "news"); end
                """), new RuleFile("campaigns/news.yaml", """
                name: news
                title: News
                holdout: 0
                steps:
                  - {name: one, message: {channel: email, text: One}}
                  - {name: two, after: 1d, message: {channel: email, text: Two}}
                  - {name: three, after: 2d, message: {channel: email, text: Three}}
                  - {name: four, after: 3d, message: {channel: email, text: Four}}
                """)));
        salon = businesses.fresh();
        key = database.transaction(tx -> tx.first(
                        "select contact_key from business where id = ?",
                        row -> row.getBytes(1),
                        salon.id().value())
                .orElseThrow());
        salon.bookingSystem()
                .body("{\"email\": \"anna@example.com\", \"consents\": {\"email\": true}}")
                .put("/api/clients/c-1")
                .then()
                .statusCode(200);
    }

    @Test
    void anOpenedMessageCountsOnceAndRulesSeeIt() {
        UUID one = sent("one");
        event(one, "{\"type\": \"opened\"}").statusCode(200).body("taken", equalTo(true));
        event(one, "{\"type\": \"opened\"}").statusCode(200).body("taken", equalTo(false));

        assertThat(activities()).containsExactly("MESSAGE_OPENED");
        assertThat(salon.as(Role.ANALYST)
                        .get("/api/clients/c-1/segments")
                        .jsonPath()
                        .getList("name"))
                .contains("reads");
    }

    @Test
    void anAddressThatIsNotThereIsClosedForAllMessagesAtOnce() {
        event(sent("one"), "{\"type\": \"bounced\", \"status\": \"5.1.1\"}").statusCode(200);

        assertThat(suppressed()).hasValueSatisfying(one -> {
            assertThat(one.reason()).isEqualTo(SuppressionReason.BOUNCED);
            assertThat(one.until()).isNull();
        });
        assertThat(activities()).containsExactly("MESSAGE_BOUNCED");
    }

    @Test
    void threeBouncesOverAWeekCloseItForAWhileInWhateverOrderTheyAreTold() {
        bounced("three", "2026-11-28T10:00:00Z");
        bounced("one", "2026-11-20T10:00:00Z");
        bounced("one", "2026-11-20T10:00:00Z");
        assertThat(suppressed()).isEmpty();
        bounced("two", "2026-11-24T10:00:00Z");

        assertThat(suppressed()).hasValueSatisfying(one -> {
            assertThat(one.reason()).isEqualTo(SuppressionReason.BOUNCING);
            assertThat(one.until()).isEqualTo("2027-02-26T10:00:00Z");
        });
    }

    @Test
    void threeBouncesOfADayDoNotCloseItNorDoesOneThatWasDeliveredBetween() {
        bounced("one", "2026-11-28T08:00:00Z");
        bounced("two", "2026-11-28T09:00:00Z");
        bounced("three", "2026-11-28T10:00:00Z");
        assertThat(suppressed()).isEmpty();

        bounced("four", "2026-11-20T10:00:00Z");
        assertThat(suppressed()).isPresent();
        event(sent("two"), "{\"type\": \"delivered\", \"at\": \"2026-11-25T10:00:00Z\"}")
                .statusCode(200);
        assertThat(suppressed()).isEmpty();
    }

    @Test
    void whatTheReceiverHasAgainstUsSaysNothingOfTheAddress() {
        event(sent("one"), "{\"type\": \"bounced\", \"status\": \"5.7.1\"}").statusCode(200);

        assertThat(suppressed()).isEmpty();
        assertThat(activities()).isEmpty();
    }

    @Test
    void aComplaintStopsMarketingAndIsToldOnce() {
        UUID one = sent("one");
        event(one, "{\"type\": \"complained\"}").statusCode(200).body("taken", equalTo(true));
        event(one, "{\"type\": \"complained\"}").statusCode(200).body("taken", equalTo(false));

        assertThat(suppressed().orElseThrow().reason()).isEqualTo(SuppressionReason.COMPLAINED);
        assertThat(activities()).containsExactlyInAnyOrder("UNSUBSCRIBED", "MESSAGE_COMPLAINED");
        assertThat(states()).containsExactly("DONE", "CANCELLED", "CANCELLED", "CANCELLED");
    }

    @Test
    void aBounceByMailIsKnownByTheAddressThatItCameBackTo() {
        UUID one = sent("one");
        String mail = ReturnedMailTest.bounce("failed", "5.1.1")
                .replaceAll("bounces\\+[0-9a-f]+@", "bounces+" + MessageToken.bounce(one, key) + "@");

        mail(mail)
                .statusCode(200)
                .body("delivery", equalTo(one.toString()))
                .body("type", equalTo("bounced"))
                .body("taken", equalTo(true));
        mail(mail).statusCode(200).body("taken", equalTo(false));

        assertThat(suppressed()).isPresent();
    }

    @Test
    void aMailAboutNobodysMessageIsAnsweredAndChangesNothing() {
        sent("one");
        mail(ReturnedMailTest.bounce("failed", "5.1.1"))
                .statusCode(200)
                .body("delivery", equalTo(null))
                .body("taken", equalTo(false));
        assertThat(suppressed()).isEmpty();
    }

    @Test
    void feedbackOfAnErasedClientStillClosesTheAddress() {
        UUID one = sent("one");
        salon.bookingSystem().delete("/api/clients/c-1").then().statusCode(204);
        event(one, "{\"type\": \"bounced\", \"permanent\": true}").statusCode(200);
        assertThat(suppressed()).isPresent();
    }

    @Test
    void whatIsWrongIsToldAtOnceAndOthersMessagesAreNone() {
        event(sent("one"), "{\"type\": \"bouncd\", \"at\": \"2030-01-01T00:00:00Z\"}")
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/type", "/at")))
                .body("errors[0].detail", containsString("did you mean bounced?"));
        event(sent("one"), "{\"type\": \"bounced\"}").statusCode(422).body("errors[0].pointer", equalTo("/permanent"));
        TestBusiness other = businesses.fresh();
        other.bookingSystem()
                .body("{\"type\": \"opened\"}")
                .post("/api/deliveries/" + sent("one") + "/events")
                .then()
                .statusCode(404);
    }

    private void bounced(String step, String at) {
        event(sent(step), "{\"type\": \"bounced\", \"status\": \"4.2.2\", \"at\": \"" + at + "\"}")
                .statusCode(200);
    }

    private ValidatableResponse event(UUID message, String body) {
        return salon.bookingSystem()
                .body(body)
                .post("/api/deliveries/" + message + "/events")
                .then();
    }

    private ValidatableResponse mail(String mail) {
        return salon.bookingSystem()
                .contentType("message/rfc822")
                .body(mail.getBytes(UTF_8))
                .post("/api/feedback/mail")
                .then();
    }

    /** A message of Anna's that went out. */
    private UUID sent(String step) {
        return database.transaction(tx -> tx.first(
                        """
                        update campaign_action set state = 'DONE', channel = 'email', address_hash = ?
                        where business_id = ? and step = ? returning id
                        """,
                        row -> row.getObject(1, UUID.class),
                        hash(),
                        salon.id().value(),
                        step)
                .orElseThrow());
    }

    private byte[] hash() {
        return new ContactAddress.Usable("anna@example.com").hash(key);
    }

    private Optional<SuppressedAddress> suppressed() {
        return database.transaction(tx -> suppressions.find(tx, salon.id(), "email", hash(), -1, clock.instant()));
    }

    private List<String> activities() {
        return database.transaction(tx -> tx.list(
                "select type from activity where business_id = ? order by recorded_at, external_id",
                row -> row.getString(1),
                salon.id().value()));
    }

    private List<String> states() {
        return database.transaction(tx -> tx.list(
                "select state from campaign_action where business_id = ? order by due_at",
                row -> row.getString(1),
                salon.id().value()));
    }
}
