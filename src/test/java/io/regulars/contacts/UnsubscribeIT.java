package io.regulars.contacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.clients.ContactAddress;
import io.regulars.outbox.InDoubt;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Outgoing;
import io.regulars.outbox.Payload;
import io.regulars.platform.database.Database;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever gets a message stops marketing by its link, at once and for good. */
@QuarkusTest
class UnsubscribeIT {
    private static final String CONSENTS = "/api/clients/c-1/consents";

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    @Inject
    Suppressions suppressions;

    private TestBusiness salon;
    private byte[] key = {};

    @BeforeEach
    void aSalonThatWritesToItsLeads() {
        clock.set("2026-11-29T12:00:00Z");
        release.activate(List.of(
                new RuleFile("segments/test.drl", """
                rule "Lead" when $c : Client( visits == 0 ) then segments.assign($c, "lead"); end
                rule "May not" when $c : Client( consents("email") == false ) then segments.assign($c, "may-not"); end
                rule "Write" when $c : Client() Entered( segment == "lead" ) then campaigns.start($c, "win-back"); end
                rule "Tell" when $c : Client() Entered( segment == "lead" ) then campaigns.start($c, "house-rules"); end
                """),
                new RuleFile("campaigns/win-back.yaml", """
                name: win-back
                title: Win back
                holdout: 0
                steps:
                  - {name: hello, message: {channel: email, text: Hello}}
                  - {name: again, after: 3d, message: {channel: email, text: Hello again}}
                  - {name: somehow, after: 5d, message: {channel: [email, sms], text: And again}}
                """),
                new RuleFile("campaigns/house-rules.yaml", """
                name: house-rules
                title: House rules
                kind: service
                steps: [{name: rules, after: 1d, message: {channel: email, text: Come on time}}]
                """)));
        salon = businesses.fresh();
        key = database.transaction(tx -> tx.first(
                        "select contact_key from business where id = ?",
                        row -> row.getBytes(1),
                        salon.id().value())
                .orElseThrow());
        profile(
                "c-1",
                "{\"email\": \"Anna@Example.com\", \"phone\": \"20000001\", \"language\": \"lv-LV\","
                        + " \"consents\": {\"email\": true, \"sms\": true}}");
    }

    @Test
    void oneClickStopsMailInTheSameRequest() {
        UUID hello = sending("c-1", "hello");

        post(link(hello), "List-Unsubscribe=One-Click").statusCode(200).header("Set-Cookie", blankOrNullString());

        assertThat(actions("c-1"))
                .containsEntry("hello", "CANCELLED: the client unsubscribed")
                .containsEntry("again", "CANCELLED: the client unsubscribed")
                .containsEntry("somehow", "QUEUED")
                .containsEntry("rules", "QUEUED");
        assertThat(segments("c-1")).contains("may-not");
        assertThat(isSuppressed("email", "anna@example.com", "c-1")).isTrue();
        assertThat(isSuppressed("sms", "+37120000001", "c-1")).isFalse();
    }

    @Test
    void theSecondTimeChangesNothingAndIsAnsweredAlike() {
        UUID hello = sending("c-1", "hello");
        post(link(hello), "List-Unsubscribe=One-Click").statusCode(200);
        clock.advance(Duration.ofHours(1));
        post(link(hello), "List-Unsubscribe=One-Click").statusCode(200);

        assertThat(unsubscribed("c-1")).isEqualTo(1);
    }

    @Test
    void aScannerThatFollowsTheLinkChangesNothing() {
        UUID hello = sending("c-1", "hello");

        RestAssured.given()
                .queryParam("utm_source", "mail")
                .get(link(hello))
                .then()
                .statusCode(200)
                .header("Content-Language", "lv")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .body(containsString("e-pastā"))
                .body(not(containsString("Anna")))
                .body(not(containsString("<script")));

        assertThat(actions("c-1")).containsEntry("hello", "SENDING").containsEntry("again", "QUEUED");
        assertThat(segments("c-1")).doesNotContain("may-not");
    }

    @Test
    void onThePageEverythingStopsAllChannels() {
        UUID hello = sending("c-1", "hello");

        post(link(hello), "choice=everything").statusCode(200).body(containsString("nekādā veidā"));

        assertThat(actions("c-1")).containsEntry("somehow", "CANCELLED: the client unsubscribed");
        assertThat(isSuppressed("sms", "+37120000001", "c-1")).isTrue();
        assertThat(unsubscribed("c-1")).isEqualTo(1);
    }

    @Test
    void onThePageAClientAsksForFewerMessagesAndStopsNothingByThat() {
        UUID hello = sending("c-1", "hello");
        RestAssured.get(link(hello))
                .then()
                .body(containsString("value=\"fewer\""))
                .body(not(containsString("usual")));

        post(link(hello), "choice=fewer").statusCode(200).body(containsString("ne biežāk kā reizi mēnesī"));
        post(link(hello), "choice=fewer").statusCode(200);

        assertThat(actions("c-1")).containsEntry("hello", "SENDING").containsEntry("again", "QUEUED");
        assertThat(unsubscribed("c-1")).isZero();
        salon.as(Role.VIEWER)
                .get(CONSENTS)
                .then()
                .body("ownCap.most", equalTo(1))
                .body("ownCap.days", equalTo(30))
                .body("ownCap.since", equalTo("2026-11-29T12:00:00Z"))
                .body("ownCap.action", equalTo(hello.toString()));
        RestAssured.get(link(hello))
                .then()
                .body(containsString("value=\"usual\""))
                .body(not(containsString("fewer")));

        post(link(hello), "choice=usual").statusCode(200).body(containsString("tikpat bieži"));
        salon.as(Role.VIEWER).get(CONSENTS).then().body("ownCap", nullValue());
    }

    @Test
    void anErasedClientAsksForNothing() {
        UUID hello = sending("c-1", "hello");
        post(link(hello), "choice=fewer").statusCode(200);
        salon.bookingSystem().delete("/api/clients/c-1").then().statusCode(204);
        post(link(hello), "choice=fewer").statusCode(200);

        List<Boolean> left = database.transaction(tx -> tx.list(
                "select 1 from own_cap where business_id = ?",
                row -> true,
                salon.id().value()));
        assertThat(left).isEmpty();
    }

    @Test
    void whatShowsItCanBeReadBack() {
        UUID hello = sending("c-1", "hello");
        clock.advance(Duration.ofHours(1));
        post(link(hello), "List-Unsubscribe=One-Click").statusCode(200);

        salon.as(Role.VIEWER)
                .get(CONSENTS)
                .then()
                .statusCode(200)
                .body("consents.findAll { it.channel == 'email' }.granted", equalTo(List.of(false, true)))
                .body("consents.find { it.channel == 'email' && it.inForce }.method", equalTo("one-click"))
                .body(
                        "consents.find { it.channel == 'email' && it.inForce }.evidence.action",
                        equalTo(hello.toString()))
                .body("consents.find { it.channel == 'sms' }.method", equalTo("booking-system"))
                .body("suppressed.channel", equalTo(List.of("email")))
                .body("suppressed[0].reason", equalTo("UNSUBSCRIBED"))
                .body("suppressed[0].marketingOnly", is(true));
    }

    @Test
    void aProfileThatStillSaysYesDoesNotOpenTheAddressAndTheClientDoes() {
        post(link(sending("c-1", "hello")), "List-Unsubscribe=One-Click").statusCode(200);
        clock.advance(Duration.ofDays(1));
        profile("c-1", "{\"email\": \"anna@example.com\", \"city\": \"Riga\", \"consents\": {\"email\": true}}");
        assertThat(isSuppressed("email", "anna@example.com", "c-1")).isTrue();

        clock.advance(Duration.ofDays(1));
        salon.bookingSystem()
                .body("{\"client\": \"c-1\", \"type\": \"SUBSCRIBED\", \"data\": {\"channel\": \"email\","
                        + " \"method\": \"form\", \"wording\": \"newsletter-2026-11\", \"evidence\": \"form 7\"}}")
                .post("/api/activity")
                .then()
                .statusCode(200);

        assertThat(isSuppressed("email", "anna@example.com", "c-1")).isFalse();
        salon.as(Role.ANALYST)
                .get(CONSENTS)
                .then()
                .body("consents.find { it.channel == 'email' && it.inForce }.method", equalTo("form"))
                .body("consents.find { it.channel == 'email' && it.inForce }.wording", equalTo("newsletter-2026-11"))
                .body("suppressed", equalTo(List.of()));
    }

    @Test
    void theAddressIsClosedForWhoeverSharesIt() {
        profile("c-2", "{\"email\": \"anna@example.com\", \"consents\": {\"email\": true}}");
        UUID other = sending("c-2", "hello");

        post(link(sending("c-1", "hello")), "List-Unsubscribe=One-Click").statusCode(200);

        assertThat(isSuppressed("email", "anna@example.com", "c-2")).isTrue();
        assertThat(actions("c-2")).containsEntry("hello", "CANCELLED: the client unsubscribed");
        assertThat(stored(other)).hasValue("WITHDRAWN");
        assertThat(unsubscribed("c-2")).isZero();
    }

    @Test
    void theLinkWorksAfterTheClientWasErasedAndTheAddressStaysClosed() {
        UUID hello = sending("c-1", "hello");
        salon.bookingSystem().delete("/api/clients/c-1").then().statusCode(204);

        post(link(hello), "List-Unsubscribe=One-Click").statusCode(200);
        post(link(hello), "List-Unsubscribe=One-Click").statusCode(200);

        profile("c-9", "{\"email\": \"anna@example.com\"}");
        assertThat(isSuppressed("email", "anna@example.com", "c-9")).isTrue();
    }

    @Test
    void aLinkThatWeDidNotMakeLeadsNowhere() {
        UUID hello = sending("c-1", "hello");
        String foreign = "/u/" + MessageToken.link(hello, "another key".getBytes(UTF_8));

        post(foreign, "List-Unsubscribe=One-Click").statusCode(404);
        RestAssured.get("/u/nothing").then().statusCode(404).contentType("text/html");

        assertThat(actions("c-1")).containsEntry("hello", "SENDING");
    }

    private String link(UUID action) {
        return "/u/" + MessageToken.link(action, key);
    }

    private static ValidatableResponse post(String link, String body) {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .post(link)
                .then();
    }

    private void profile(String client, String body) {
        salon.bookingSystem().body(body).put("/api/clients/" + client).then().statusCode(200);
    }

    /** A message of the client's that lies in the outbox, as if it had been decided. */
    private UUID sending(String client, String step) {
        return database.transaction(tx -> {
            UUID id = tx.first(
                            """
                            update campaign_action a set state = 'SENDING', channel = 'email', address_hash = ?
                            from client c where c.id = a.client_id and c.business_id = ? and c.external_id = ? and a.step = ?
                            returning a.id
                            """,
                            row -> row.getObject(1, UUID.class),
                            hash("anna@example.com"),
                            salon.id().value(),
                            client,
                            step)
                    .orElseThrow();
            outbox.put(
                    tx,
                    new Outgoing(
                            id,
                            salon.id(),
                            "email",
                            "message",
                            number(client),
                            new Payload.Mail(
                                    "anna@example.com",
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    "Hello",
                                    "<p>Hello</p>",
                                    "Hello",
                                    Map.of(),
                                    List.of()),
                            clock.instant(),
                            clock.instant().plus(Duration.ofDays(1)),
                            InDoubt.ASSUME_SENT));
            return id;
        });
    }

    private byte[] hash(String address) {
        return new ContactAddress.Usable(address).hash(key);
    }

    private long number(String client) {
        return businesses.numberOf(salon, client);
    }

    private Map<String, String> actions(String client) {
        return database
                .transaction(tx -> tx.list(
                        "select step, state || coalesce(': ' || reason, '') as state from campaign_action where client_id = ?",
                        row -> Map.entry(row.getString("step"), row.getString("state")),
                        number(client)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Optional<String> stored(UUID action) {
        return database.transaction(
                tx -> tx.first("select state from delivery where id = ?", row -> row.getString(1), action));
    }

    private int unsubscribed(String client) {
        return database.transaction(tx -> tx.list(
                        "select 1 from activity where client_id = ? and type = 'UNSUBSCRIBED'",
                        row -> true,
                        number(client))
                .size());
    }

    private boolean isSuppressed(String channel, String address, String client) {
        return database.transaction(tx -> suppressions
                .find(tx, salon.id(), channel, hash(address), number(client), clock.instant())
                .isPresent());
    }

    private List<String> segments(String client) {
        return salon.as(Role.ANALYST)
                .get("/api/clients/" + client + "/segments")
                .jsonPath()
                .getList("name");
    }
}
