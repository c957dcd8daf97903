package io.regulars.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.clients.ContactAddress;
import io.regulars.contacts.SuppressionReason;
import io.regulars.contacts.Suppressions;
import io.regulars.contacts.UnsubscribeLinks;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is due goes out to those who may get it, when they may, once; the ledger says why anything else does not. */
@QuarkusTest
class DecideDueActionsIT {
    private static final String ANNA = "\"email\": \"anna@mail.example\", \"consents\": {\"email\": true}";

    @Inject
    TestBusinesses businesses;

    @Inject
    UnsubscribeLinks unsubscribe;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    Database database;

    @Inject
    DecideDueActions decide;

    @Inject
    DeliverDueActions deliver;

    @Inject
    Suppressions suppressions;

    private TestBusiness salon;

    @BeforeEach
    void aSalonThatWritesToWhoeverGetsATag() {
        clock.set("2026-11-20T10:00:00Z"); // noon in Riga
        release.activate(List.of(
                new RuleFile("segments/test.drl", """
                    rule "Student" when $c : Client( tags contains "student" ) then segments.assign($c, "student"); end
                    rule "Offered" when $c : Client( tags contains "offered" ) then segments.assign($c, "offered"); end
                    rule "Welcome" when $c : Client() Entered( segment == "student" ) then campaigns.start($c, "welcome"); end
                    rule "Offer" when $c : Client() Entered( segment == "offered" ) then campaigns.start($c, "offer"); end
                    """),
                campaign("welcome", "message: {channel: email, text: Hello}"),
                campaign("offer", "message: {channel: email, text: Come}")));
        salon = businesses.fresh();
    }

    @Test
    void whoAgreedAndIsAwakeGetsItAndTheLedgerSaysThatItWasSent() {
        client("c-1", ANNA, "student");

        deliver.deliver();

        ledger("c-1").body("state", contains("DONE"));
        assertThat(rows("contact", "c-1")).isEqualTo(1);
        assertThat(rows("activity", "c-1")).isEqualTo(1);
    }

    @Test
    void whatWasSentAndWhichGatesItPassedCanBeReadLater() {
        client("c-1", ANNA, "student");
        deliver.deliver();
        String id = ledger("c-1").extract().path("[0].id");

        salon.as(Role.ANALYST)
                .get("/api/actions/" + id)
                .then()
                .statusCode(200)
                .body("action.state", equalTo("DONE"))
                .body("action.client", equalTo("c-1"))
                .body("gates.passed", hasItems("consent", "quiet"))
                .body("waits", empty())
                .body("sent.to", equalTo("anna@mail.example"))
                .body("sent.text", containsString("Hello"))
                .body("sent.html", containsString("Hello"));
        salon.as(Role.VIEWER).get("/api/actions/" + id).then().statusCode(200).body("sent", nullValue());
        businesses.fresh().as(Role.ANALYST).get("/api/actions/" + id).then().statusCode(404);
        salon.as(Role.ANALYST).get("/api/actions/none").then().statusCode(404);
    }

    @Test
    void whoDidNotAgreeGetsNothing() {
        client("c-1", "\"email\": \"anna@mail.example\"", "student");
        client("c-2", "\"email\": \"bea@mail.example\", \"consents\": {\"email\": false}", "student");
        client("c-3", "\"consents\": {\"email\": true}", "student");

        decide.decide();

        ledger("c-1")
                .body("state", contains("CANCELLED"))
                .body("reason", contains("the client has not agreed to email"));
        ledger("c-2").body("reason", contains("the client refused email"));
        ledger("c-3").body("reason", contains("no address for email is known"));
        assertThat(rows("contact", "c-1") + rows("contact", "c-2") + rows("contact", "c-3"))
                .isZero();
    }

    @Test
    void whatIsDueAtNightWaitsForTheMorningOfTheClientsOwnClock() {
        clock.set("2026-11-20T20:00:00Z"); // 22:00 in Riga
        client("c-1", ANNA, "student");
        client("c-2", "\"timeZone\": \"America/New_York\", " + ANNA.replace("anna", "bea"), "student");

        decide.decide();

        ledger("c-1")
                .body("state", contains("QUEUED"))
                .body("dueAt", contains("2026-11-21T07:00:00Z"))
                .body("reason", contains(containsString("quiet hours are 21:00 to 09:00")));
        ledger("c-2").body("state", contains("SENDING"));
        clock.set("2026-11-21T07:00:00Z");
        decide.decide();
        ledger("c-1").body("state", contains("SENDING"));
    }

    @Test
    void theSecondMessageWaitsADayAndANoteTellsWhy() {
        client("c-1", ANNA, "student", "offered");

        decide.decide();

        ledger("c-1").body("state", contains("QUEUED", "SENDING"));
        assertThat(note("c-1")).isEqualTo("gap until 2026-11-21T10:00:00Z");
    }

    @Test
    void whoAskedForOneMessageAMonthWaitsForTheNextAndTheLedgerSaysWhy() {
        client("c-1", ANNA, "student");
        deliver.deliver();
        String hello = ledger("c-1").extract().path("[0].id");
        byte[] key = database.transaction(tx -> tx.first(
                        "select contact_key from business where id = ?",
                        row -> row.getBytes(1),
                        salon.id().value())
                .orElseThrow());
        RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .body("choice=fewer")
                .post(unsubscribe.unsubscribe(UUID.fromString(hello), key).replaceFirst("https?://[^/]+", ""))
                .then()
                .statusCode(200);
        clock.advance(Duration.ofDays(29));
        client("c-1", ANNA, "student", "offered");
        decide.decide();

        ledger("c-1")
                .body("find { it.campaign == 'offer' }.state", equalTo("QUEUED"))
                .body(
                        "find { it.campaign == 'offer' }.reason",
                        containsString("1 in 30 days (client, who asked for fewer messages)"));
        clock.advance(Duration.ofDays(1));
        decide.decide();
        ledger("c-1").body("find { it.campaign == 'offer' }.state", equalTo("SENDING"));
    }

    @Test
    void oneMailboxOfTwoClientsGetsTheSameCampaignOnce() {
        client("c-1", ANNA, "student");
        client("c-2", ANNA.replace("anna@", "ANNA@"), "student");

        decide.decide();

        assertThat(rows("contact", "c-1") + rows("contact", "c-2")).isEqualTo(1);
    }

    @Test
    void aClientWhomSomebodyHoldsIsDecidedLater() {
        client("c-1", ANNA, "student");

        database.transaction(held -> {
            held.first(
                    "select 1 from client where business_id = ? and external_id = 'c-1' for update",
                    row -> true,
                    salon.id().value());
            // another replica, which does not wait
            return CompletableFuture.supplyAsync(decide::decide)
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        });

        ledger("c-1").body("state", contains("QUEUED"));
        decide.decide();
        ledger("c-1").body("state", contains("SENDING"));
    }

    @Test
    void twoReplicasDecideEachClientOnceAndTheRateHoldsToTheMessage() {
        for (int i = 1; i <= 20; i++) {
            client("c-" + i, ANNA.replace("anna", "anna" + i), "student");
        }

        var one = CompletableFuture.runAsync(decide::decide);
        var other = CompletableFuture.runAsync(decide::decide);
        CompletableFuture.allOf(one, other).orTimeout(120, TimeUnit.SECONDS).join();
        decide.decide();

        // of mail ten may go in a minute
        assertThat(count("select count(*) from contact where business_id = ?")).isEqualTo(10);
        assertThat(count("select count(*) from campaign_action where business_id = ? and state = 'SENDING'"))
                .isEqualTo(10);
        assertThat(count("select count(*) from campaign_action where business_id = ? and gate = 'rate'"
                        + " and due_at = '2026-11-20T10:01:00Z'"))
                .isEqualTo(10);
        assertThat(count("select count(*) from action_note n join campaign_action a on a.id = n.action_id"
                        + " where a.business_id = ?"))
                .isEqualTo(10);
    }

    @Test
    void whatBreaksOffWhileDecidingLeavesNothingAndIsDecidedLater() {
        client("c-1", ANNA, "student");
        database.transaction(tx -> {
            tx.update("create function break_off() returns trigger language plpgsql as"
                    + " 'begin raise exception ''killed''; end'");
            return tx.update(
                    "create trigger break_off before insert on contact for each row execute function break_off()");
        });
        try {
            decide.decide();
        } finally {
            database.transaction(tx -> {
                tx.update("drop trigger break_off on contact");
                return tx.update("drop function break_off()");
            });
        }

        ledger("c-1").body("state", contains("QUEUED"));
        assertThat(count("select count(*) from outbox where business_id = ?")).isZero();
        clock.set("2026-11-20T10:05:00Z");
        decide.decide();
        ledger("c-1").body("state", contains("SENDING"));
        assertThat(count("select count(*) from outbox where business_id = ?")).isEqualTo(1);
    }

    @Test
    void aMessageThatFailedGoesOutAgainIfItStillMay() {
        client("c-1", ANNA, "student");
        decide.decide();
        String id = ledger("c-1").extract().path("[0].id");
        itFails(id);
        salon.as(Role.VIEWER).get("/api/actions?state=FAILED").then().body("id", contains(id));

        clock.set("2026-11-20T20:00:00Z"); // 22:00 in Riga
        redeliver(id).statusCode(409).body("detail", containsString("quiet: quiet hours are 21:00 to 09:00"));

        clock.set("2026-11-21T10:00:00Z");
        redeliver(id).statusCode(200);
        ledger("c-1").body("state", contains("SENDING")).body("doneAt", contains(nullValue()));
        assertThat(rows("contact", "c-1")).isEqualTo(1);
        redeliver(id).statusCode(404);

        itFails(id);
        salon.bookingSystem()
                .body("{\"consents\": {\"email\": false}}")
                .patch("/api/clients/c-1")
                .then()
                .statusCode(200);
        redeliver(id).statusCode(409).body("detail", containsString("consent: the client refused email"));
        ledger("c-1").body("state", contains("FAILED"));
    }

    /** As if the receiver had refused it at all attempts. */
    private void itFails(String id) {
        UUID action = UUID.fromString(id);
        database.transaction(tx -> {
            tx.update("""
                    insert into delivery (id, seq, business_id, endpoint, channel, event, client_id, ordered, in_doubt, state,
                                          attempts, give_up_at, created_at, done_at)
                    select id, seq, business_id, endpoint, channel, event, client_id, ordered, in_doubt, 'FAILED', attempts, give_up_at,
                           created_at, ? from outbox where id = ?
                    """, clock.instant(), action);
            tx.update("delete from outbox where id = ?", action);
            tx.update("delete from contact where action_id = ?", action);
            return tx.update(
                    "update campaign_action set state = 'FAILED', done_at = ? where id = ?", clock.instant(), action);
        });
    }

    private ValidatableResponse redeliver(String id) {
        return salon.as(Role.ADMIN).post("/api/deliveries/" + id + "/redeliver").then();
    }

    @Test
    void aMessageWithoutATextFailsWithItsReason() {
        release.activate(List.of(
                new RuleFile("segments/test.drl", """
                    rule "Student" when $c : Client( tags contains "student" ) then segments.assign($c, "student"); end
                    rule "Welcome" when $c : Client() Entered( segment == "student" ) then campaigns.start($c, "welcome"); end
                    """),
                campaign("welcome", "message: {channel: email, template: gone}")));
        client("c-1", ANNA, "student");

        decide.decide();

        ledger("c-1")
                .body("state", contains("FAILED"))
                .body("reason", contains("the release has no template 'gone' for mail"));
        assertThat(rows("contact", "c-1")).isZero();
    }

    @Test
    void whoseAddressIsClosedGetsNothingUntilItIsOpen() {
        client("c-1", ANNA, "student");
        byte[] key = database.transaction(tx -> tx.first(
                        "select contact_key from business where id = ?",
                        row -> row.getBytes(1),
                        salon.id().value())
                .orElseThrow());
        byte[] hash = ((ContactAddress.Usable) ContactAddress.mail("anna@mail.example")).hash(key);
        database.transaction(tx -> {
            suppressions.add(
                    tx,
                    salon.id(),
                    "email",
                    hash,
                    SuppressionReason.BOUNCED,
                    Instant.parse("2026-11-19T10:00:00Z"),
                    null);
            return true;
        });

        decide.decide();

        ledger("c-1").body("state", contains("CANCELLED")).body("gate", contains("suppressed"));
        assertThat(rows("contact", "c-1")).isZero();
    }

    @Test
    void aReminderOfTheNightGoesOutBeforeItWithTheBookingForTheCalendar() {
        release.activate(List.of(new RuleFile("campaigns/test.drl", """
                    rule "Remind" when $c : Client() Trigger( kind == BOOKED ) then campaigns.start($c, "remind"); end
                    """), new RuleFile("campaigns/remind.yaml", """
                    name: remind
                    title: Remind
                    kind: service
                    steps: [{name: mail, before: 2h, message: {channel: email, text: See you, attach: calendar}}]
                    """)));
        client("c-1", ANNA, "student");
        // 07:30 in Riga: two hours before it the client sleeps, and when they get up it is too late
        book("2026-11-21T05:30:00Z");

        decide.decide();
        ledger("c-1").body("state", contains("QUEUED")).body("dueAt", contains("2026-11-20T18:59:59Z"));

        // it moves with the booking, and is looked at anew
        book("2026-11-22T05:30:00Z");
        decide.decide();
        ledger("c-1").body("dueAt", contains("2026-11-21T18:59:59Z"));

        clock.set("2026-11-21T18:59:59Z");
        decide.decide();
        ledger("c-1").body("state", contains("SENDING"));
        assertThat(body()).contains("booking.ics").contains("text/calendar");
    }

    @Test
    void staffAndEndpointsAreToldOfTasksInWordsAboutTheClientAndOfEventsThatCampaignsName() {
        release.activate(List.of(new RuleFile("segments/test.drl", """
                    rule "Student" when $c : Client( tags contains "student" ) then segments.assign($c, "student"); end
                    rule "Welcome" when $c : Client() Entered( segment == "student" ) then campaigns.start($c, "welcome"); end
                    """), new RuleFile("campaigns/welcome.yaml", """
                    name: welcome
                    title: Welcome
                    holdout: 0
                    steps: [{name: call, task: {for: desk, text: "Call {#if client.firstName}{client.firstName}{/if}"}}, {name: points, event: points-earned}]
                    """)));
        database.transaction(tx -> tx.update("""
            insert into endpoint (business_id, name, kind, settings, events, state, created_at, changed_at)
            values (?, 'hook', 'WEBHOOK', '{"url": "https://hooks.example"}', '{task.created,campaign.event}', 'PAUSED', now(), now())
            """, salon.id().value()));
        client("c-1", ANNA + ", \"firstName\": \"Anna\"", "student");

        decide.decide();

        List<String> events = database.transaction(tx -> tx.list(
                "select event from outbox where business_id = ? order by event",
                row -> row.getString("event"),
                salon.id().value()));
        assertThat(events).containsExactly("campaign.event", "task.created");
        ledger("c-1").body("task.text", hasItem("Call Anna"));
        assertThat(database.<Long>transaction(tx ->
                        tx.first("""
                                select count(*) from outbox_body
                                where business_id = ? and convert_from(body, 'UTF8') like '%"text":"Call Anna"%'
                                """, row -> row.getLong(1), salon.id().value()).orElseThrow()))
                .isEqualTo(1);
    }

    private void book(String startsAt) {
        salon.bookingSystem()
                .body("{\"client\": \"c-1\", \"service\": \"cut\", \"startsAt\": \"%s\", \"status\": \"BOOKED\"}"
                        .formatted(startsAt))
                .put("/api/bookings/b-1")
                .then()
                .statusCode(200);
    }

    /** What lies in the outbox. */
    private String body() {
        return database.transaction(tx -> tx.first(
                        "select convert_from(body, 'UTF8') from outbox_body where business_id = ?",
                        row -> row.getString(1),
                        salon.id().value())
                .orElseThrow());
    }

    private static RuleFile campaign(String name, String step) {
        return new RuleFile("campaigns/" + name + ".yaml", """
            name: %s
            title: %s
            holdout: 0
            steps: [{name: mail, %s}]
            """.formatted(name, name, step));
    }

    private void client(String id, String fields, String... tags) {
        salon.bookingSystem()
                .body("{%s, \"tags\": [\"%s\"]}".formatted(fields, String.join("\", \"", tags)))
                .put("/api/clients/" + id)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse ledger(String client) {
        return salon.as(Role.VIEWER).get("/api/actions?client=" + client).then().statusCode(200);
    }

    private int rows(String table, String client) {
        return database.transaction(tx -> tx.first(
                        "select count(*) from " + table
                                + " t join client c on c.id = t.client_id where c.business_id = ? and c.external_id ="
                                + " ?",
                        row -> row.getInt(1),
                        salon.id().value(),
                        client)
                .orElseThrow());
    }

    private int count(String sql) {
        return database.transaction(
                tx -> tx.first(sql, row -> row.getInt(1), salon.id().value()).orElseThrow());
    }

    private String note(String client) {
        return database.transaction(
                tx -> tx.first("""
                    select n.gate || ' until ' || to_char(n.until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                    from action_note n join campaign_action a on a.id = n.action_id join client c on c.id = a.client_id
                    where c.business_id = ? and c.external_id = ?
                    """, row -> row.getString(1), salon.id().value(), client)
                        .orElseThrow());
    }
}
