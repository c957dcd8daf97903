package io.regulars.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.ranking.ApplySpendChanges;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A correction leaves everything as if the wrong fact had never been told: compared with a business that was never told it. */
@QuarkusTest
class CorrectionsIT {
    private static final String RULES = """
            rule "Lead" when $c : Client( visits == 0 ) then segments.assign($c, "lead"); end
            rule "First-timer" when $c : Client( visits == 1 ) then segments.assign($c, "first-timer"); end
            rule "At risk" when $c : Client( daysSinceLastVisit >= 60 ) then segments.assign($c, "at-risk"); end
            rule "Missed" when $c : Client( noShows >= 1 ) then segments.assign($c, "missed"); end
            rule "Top" when $c : Client( spendPercentile > 80 ) then segments.assign($c, "top"); end
            rule "Rich" when $c : Client( spend >= 200 ) then segments.assign($c, "rich"); end
            rule "Thrifty" when $c : Client( spend < 200 ) then segments.assign($c, "thrifty"); end

            rule "Start by entering" when $c : Client() Entered( $s : segment in ("missed", "rich", "first-timer", "lead") )
                then campaigns.start($c, "entered"); end
            rule "Start by leaving" when $c : Client() Left( segment == "lead" ) then campaigns.start($c, "left"); end
            rule "Start by event" when $c : Client() Trigger( kind == NO_SHOW || kind == BOOKED || kind == CANCELLED )
                then campaigns.start($c, "event"); end
            rule "Start by membership" when $c : Client() Member( segment == "first-timer", days >= 1 )
                then campaigns.start($c, "member"); end
            """;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    TestRelease release;

    @Inject
    EvaluateDueClients dueClients;

    @Inject
    ApplySpendChanges applySpendChanges;

    @Inject
    Database database;

    private TestBusiness salon;

    @BeforeEach
    void aSalonWhoseCampaignsWaitADay() {
        clock.set("2027-02-01T09:00:00Z");
        var files = new ArrayList<RuleFile>();
        files.add(new RuleFile("segments/test.drl", RULES));
        for (String campaign : List.of("entered", "left", "event", "member")) {
            files.add(new RuleFile("campaigns/" + campaign + ".yaml", """
                    name: %s
                    title: Any
                    reentry: each-entry
                    stop: []
                    steps: [{name: later, after: 24h, message: {channel: email, text: Hello}}]
                    """.formatted(campaign)));
        }
        release.activate(files);
        salon = businesses.fresh();
    }

    @Test
    void aNoShowThatWasNone() {
        asIfNeverTold(
                () -> put("b-1", "c-1", "BOOKED", "50.00"),
                () -> put("b-1", "c-1", "NO_SHOW", "50.00"),
                () -> put("b-1", "c-1", "COMPLETED", "50.00"));
    }

    @Test
    void aNoShowThatIsStillToBeKept() {
        asIfNeverTold(
                () -> put("b-1", "c-1", "BOOKED", "50.00"),
                () -> put("b-1", "c-1", "NO_SHOW", "50.00"),
                () -> put("b-1", "c-1", "BOOKED", "50.00"));
    }

    @Test
    void aVisitThatWasANoShow() {
        asIfNeverTold(
                () -> put("b-1", "c-1", "BOOKED", "50.00"),
                () -> put("b-1", "c-1", "COMPLETED", "50.00"),
                () -> put("b-1", "c-1", "NO_SHOW", "50.00"));
    }

    @Test
    void aCancellationThatWasTakenBack() {
        asIfNeverTold(
                () -> put("b-1", "c-1", "BOOKED", "50.00"),
                () -> put("b-1", "c-1", "CANCELLED", "50.00"),
                () -> put("b-1", "c-1", "BOOKED", "50.00"));
    }

    @Test
    void aBookingOfAnotherClient() {
        asIfNeverTold(
                () -> put("b-2", "c-2", "BOOKED", "70.00"),
                () -> put("b-1", "c-1", "COMPLETED", "250.00"),
                () -> put("b-1", "c-2", "COMPLETED", "250.00"));
    }

    @Test
    void aBookingThatNeverWas() {
        asIfNeverTold(
                () -> put("b-2", "c-1", "BOOKED", "70.00"),
                () -> put("b-1", "c-1", "COMPLETED", "250.00"),
                () -> salon.bookingSystem().delete("/api/bookings/b-1").then().statusCode(200),
                () -> {});
    }

    @Test
    void aPriceThatWasPaidBack() {
        asIfNeverTold(
                () -> put("b-1", "c-1", "BOOKED", "250.00"),
                () -> put("b-1", "c-1", "COMPLETED", "250.00"),
                () -> put("b-1", "c-1", "COMPLETED", "250.00\", \"refunded\": \"220.00"),
                // the visit itself was right
                () -> {
                    clock.set("2027-02-03T09:00:00Z");
                    put("b-1", "c-1", "COMPLETED", "250.00\", \"refunded\": \"220.00");
                });
    }

    private void asIfNeverTold(Runnable before, Runnable wrong, Runnable correction) {
        asIfNeverTold(before, wrong, correction, correction);
    }

    /** One business is told what is wrong and then what is right, the other only what is right. */
    private void asIfNeverTold(Runnable before, Runnable wrong, Runnable correction, Runnable right) {
        List<String> corrected = outcome(() -> {
            before.run();
            clock.set("2027-02-03T09:00:00Z");
            wrong.run();
            settle();
            clock.set("2027-02-03T15:00:00Z");
            correction.run();
        });
        List<String> neverTold = outcome(() -> {
            before.run();
            clock.set("2027-02-03T15:00:00Z");
            right.run();
            clock.set("2027-02-03T15:00:00Z");
        });

        assertThat(corrected).isEqualTo(neverTold);
    }

    private List<String> outcome(Runnable tellings) {
        clock.set("2027-02-01T09:00:00Z");
        salon = businesses.fresh();
        others();
        tellings.run();
        settle();
        var outcome = new ArrayList<>(state());
        clock.set("2027-02-04T06:00:00Z");
        settle();
        outcome.addAll(state());
        return outcome;
    }

    /** Clients who spent something, so that there is a rank; nothing of theirs is corrected. */
    private void others() {
        profile("c-1");
        profile("c-2");
        for (int i = 10; i < 14; i++) {
            put("b-" + i, "c-" + i, "COMPLETED", i + "0.00");
        }
        settle();
    }

    @Test
    void whatWasSentStaysAndWhatIsRestoredIsQueuedAgain() {
        profile("c-1");
        put("b-1", "c-1", "BOOKED", "50.00");
        put("b-1", "c-1", "NO_SHOW", "50.00");
        List<String> started = queued("c-1");
        assertThat(started).anyMatch(action -> action.startsWith("event:booking:b-1:NO_SHOW"));
        assertThat(started).anyMatch(action -> action.startsWith("segment:missed"));
        database.transaction(tx -> tx.update("""
                update campaign_action a set state = 'DONE' from campaign_start s
                where s.id = a.start_id and s.origin like 'segment:missed%' and a.business_id = ?
                """, salon.id().value()));
        clock.advance(Duration.ofHours(2));

        put("b-1", "c-1", "BOOKED", "50.00");

        assertThat(queued("c-1")).noneMatch(action -> action.contains("NO_SHOW"));
        assertThat(actions("c-1"))
                .anyMatch(action -> action.startsWith("segment:missed") && action.endsWith("DONE null"))
                .anyMatch(action -> action.startsWith("event:booking:b-1:NO_SHOW")
                        && action.endsWith("CANCELLED retracted by a correction"));
        clock.advance(Duration.ofHours(2));

        put("b-1", "c-1", "NO_SHOW", "50.00");

        assertThat(queued("c-1")).anyMatch(action -> action.startsWith("event:booking:b-1:NO_SHOW"));
        assertThat(actions("c-1").stream().filter(action -> action.startsWith("segment:missed")))
                .as("sent once, and the same entry again")
                .hasSize(1);
    }

    @Test
    void whoseBeginningIsCorrectedStaysTheSameEntry() {
        put("b-1", "c-1", "COMPLETED", "50.00");
        List<String> before = queued("c-1");
        assertThat(before).anyMatch(action -> action.startsWith("segment:first-timer@2027-02-01T09:00:00Z"));
        clock.advance(Duration.ofHours(1));

        tell("b-1", "c-1", "COMPLETED", "50.00", "2027-02-01T08:20:00Z");
        tell("b-1", "c-1", "COMPLETED", "55.00", "2027-02-01T10:00:00Z");

        assertThat(queued("c-1"))
                .hasSize(before.size())
                .anyMatch(action -> action.startsWith("segment:first-timer@2027-02-01T08:20:00Z"));
    }

    @Test
    void whoIsErasedLeavesHerSegmentsAndHerRankToOthers() {
        for (int i = 1; i <= 5; i++) {
            put("b-" + i, "c-" + i, "COMPLETED", i + "0.00");
        }
        settle();
        assertThat(state()).anyMatch(line -> line.startsWith("c-5 top"));

        salon.as(Role.ADMIN).delete("/api/clients/c-5").then().statusCode(204);
        settle();

        assertThat(state()).anyMatch(line -> line.startsWith("c-4 top")).noneMatch(line -> line.startsWith("c-5"));
        List<String> left = database.transaction(tx -> tx.list(
                "select segment from transition where business_id = ? and kind = 'LEFT' and recorded_at = ?"
                        + " and client_id = (select id from client where business_id = ? and erased_at is not null)",
                row -> row.getString(1),
                salon.id().value(),
                clock.instant(),
                salon.id().value()));
        assertThat(left).contains("top", "first-timer");
    }

    @Test
    void aSurveyOfAnotherClientWasNeverHers() {
        release.activate("""
                rule "Detractor" when $c : Client( lastCsat <= 6 ) then segments.assign($c, "detractor"); end
                """);
        survey("c-1", 3, "2027-01-30T10:00:00Z");

        survey("c-2", 3, "2027-01-31T10:00:00Z");

        assertThat(state()).anyMatch(line -> line.startsWith("c-2 detractor"));
        assertThat(state()).noneMatch(line -> line.startsWith("c-1 detractor"));
    }

    @Test
    void aStateToldAgainIsNotOverwrittenByAnOlderOneThatArrivesLate() {
        tell("b-1", "c-1", "COMPLETED", "50.00", "2027-02-01T08:30:00Z");
        tell("b-1", "c-1", "COMPLETED", "50.00", "2027-02-01T08:50:00Z");

        tell("b-1", "c-1", "NO_SHOW", "50.00", "2027-02-01T08:40:00Z");

        assertThat(state())
                .anyMatch(line -> line.startsWith("c-1 first-timer 2027-02-01 08:30"))
                .noneMatch(line -> line.startsWith("c-1 missed"));
    }

    @Test
    void theFirstWhoEverSpentIsRankedSinceShePaid() {
        tell("b-1", "c-1", "COMPLETED", "50.00", "2027-02-01T08:30:00Z");
        settle();

        List<String> since = database.transaction(tx -> tx.list(
                "select since::text from membership where business_id = ? and segment = 'top'",
                row -> row.getString(1),
                salon.id().value()));
        assertThat(since).singleElement().asString().startsWith("2027-02-01 08:30");
    }

    private void survey(String client, int score, String answeredAt) {
        salon.bookingSystem()
                .body("""
                      {"id": "s-1", "client": "%s", "kind": "CSAT", "score": %d, "answeredAt": "%s"}
                      """.formatted(client, score, answeredAt))
                .post("/api/surveys")
                .then()
                .statusCode(200);
    }

    private void profile(String client) {
        salon.bookingSystem()
                .body("{\"firstName\": \"Ana\"}")
                .put("/api/clients/" + client)
                .then()
                .statusCode(200);
    }

    private void put(String id, String client, String status, String price) {
        tell(id, client, status, price, clock.instant().toString());
    }

    private void tell(String id, String client, String status, String price, String occurredAt) {
        salon.bookingSystem()
                .body("""
                      {"client": "%s", "service": "cut", "startsAt": "2027-02-01T08:00:00Z", "status": "%s", "price": "%s",
                       "occurredAt": "%s"}
                      """.formatted(client, status, price, occurredAt))
                .put("/api/bookings/" + id)
                .then()
                .statusCode(200);
    }

    /**
     * Memberships and since when, due times, spends and what is still to be sent. Since when anybody ranks as they do is left
     * out, and so is what follows from that for others: a rank compares with what was known of others, and was so while it
     * was known.
     */
    private List<String> state() {
        return database.transaction(tx -> tx.list(
                """
                select c.external_id || ' ' || m.segment || case m.segment when 'top' then '' else ' ' || m.since end from membership m join client c on c.id = m.client_id
                where m.business_id = ?
                union all
                select external_id || ' spent ' || spend_minor
                       || case when length(external_id) = 3 then ' due ' || coalesce(evaluate_again_at::text, 'never') else '' end
                from client where business_id = ? and erased_at is null
                union all
                select c.external_id || ' to be sent ' || s.campaign || ' from ' || s.origin
                from campaign_action a join campaign_start s on s.id = a.start_id join client c on c.id = s.client_id
                where a.business_id = ? and a.state = 'QUEUED'
                order by 1
                """,
                row -> row.getString(1),
                salon.id().value(),
                salon.id().value(),
                salon.id().value()));
    }

    private List<String> queued(String client) {
        return actions(client).stream()
                .filter(action -> action.endsWith("QUEUED null"))
                .toList();
    }

    private List<String> actions(String client) {
        return database.transaction(
                tx -> tx.list("""
                select s.origin || ' ' || a.state || ' ' || coalesce(a.reason, 'null')
                from campaign_action a join campaign_start s on s.id = a.start_id join client c on c.id = s.client_id
                where a.business_id = ? and c.external_id = ? order by s.origin
                """, row -> row.getString(1), salon.id().value(), client));
    }

    private void settle() {
        do {
            applySpendChanges.apply();
        } while (dueClients.evaluate() > 0);
    }
}
