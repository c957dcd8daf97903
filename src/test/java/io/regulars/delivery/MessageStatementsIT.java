package io.regulars.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.platform.database.CountedStatements;
import io.regulars.platform.database.Database;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What it costs the database to decide that messages go out, each with a code, and whom what was sent concerns. */
@QuarkusTest
class MessageStatementsIT {
    private static final String OPEN_RATE = """
            rule "Reads" when $c : Client( openRateInLast(30) == 0 ) then segments.assign($c, "silent"); end
            """;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    DecideForClients decide;

    @Inject
    DeliverDueActions deliver;

    private TestBusiness salon;

    @BeforeEach
    void aSalonThatWritesToStudents() {
        clock.set("2026-11-20T10:00:00Z");
        activate("");
        salon = businesses.fresh();
        // ten a minute is the default, and whoever is held costs a statement of their own
        database.transaction(tx -> tx.update(
                "update business set contact_policy = ?::jsonb where id = ?",
                "{\"rates\": {\"email\": \"1000000 per hour\"}}",
                salon.id().value()));
    }

    @Test
    void theMessagesOfManyClientsTakeNoMoreStatementsThanThoseOfFew() {
        students(0, 1); // the first has the release loaded, too
        decided(due());
        students(1, 5);
        List<Long> few = due();
        students(6, 20);
        List<Long> many = due();
        many.removeAll(few);

        assertThat(decided(few)).isEqualTo("5 decided by 34 statements in 22 round trips");
        assertThat(decided(many)).isEqualTo("20 decided by 34 statements in 22 round trips");
    }

    @Test
    void whoSharesAnAddressWithSomebodyOfTheSameBatchGetsNoSecondMessage() {
        student("mother", "family@mail.example");
        student("daughter", "family@mail.example");

        assertThat(decided(due())).startsWith("2 decided");

        assertThat(states()).containsExactlyInAnyOrder("SENDING null", "CANCELLED duplicate-address");
    }

    @Test
    void whatWasSentConcernsRulesThatAskForItAndNoOthers() {
        student("c-1", "anna@mail.example");
        deliver.deliver();
        assertThat(dueAgain("c-1")).as("no rule asks what was sent").isFalse();

        activate(OPEN_RATE);
        student("c-2", "bea@mail.example");
        deliver.deliver();
        assertThat(dueAgain("c-2"))
                .as("a rule asks for the rate of opened messages")
                .isTrue();
    }

    private void activate(String more) {
        release.activate(
                List.of(new RuleFile("segments/test.drl", """
                    rule "Student" when $c : Client( tags contains "student" ) then segments.assign($c, "student"); end
                    rule "Welcome" when $c : Client() Entered( segment == "student" ) then campaigns.start($c, "welcome"); end
                    """ + more), new RuleFile("campaigns/welcome.yaml", """
                    name: welcome
                    title: Welcome
                    holdout: 0
                    offer: {percent: 10, validity: 30d}
                    steps: [{name: mail, message: {channel: email, text: "Your code is {offer.code}"}}]
                    """)));
    }

    private void students(int from, int count) {
        for (int i = from; i < from + count; i++) {
            student("s-" + i, "s-" + i + "@mail.example");
        }
    }

    private void student(String id, String mail) {
        salon.bookingSystem()
                .body("{\"email\": \"%s\", \"consents\": {\"email\": true}, \"tags\": [\"student\"]}".formatted(mail))
                .put("/api/clients/" + id)
                .then()
                .statusCode(200);
    }

    private List<Long> due() {
        return database.transaction(tx -> tx.list(
                "select client_id from campaign_action where business_id = ? and state = 'QUEUED' order by client_id",
                row -> row.getLong(1),
                salon.id().value()));
    }

    private String decided(List<Long> clients) {
        var counted = new CountedStatements();
        int decided =
                database.transaction(tx -> decide.decide(counted.counting(tx), salon.id(), clients, clock.instant()));
        return decided + " decided by " + counted.statements() + " statements in " + counted.trips() + " round trips";
    }

    private List<String> states() {
        return database.transaction(tx -> tx.list(
                "select state, gate from campaign_action where business_id = ?",
                row -> row.getString("state") + " " + row.getString("gate"),
                salon.id().value()));
    }

    private boolean dueAgain(String client) {
        return database.transaction(tx -> tx.first(
                        "select coalesce(evaluate_again_at <= ?, false) from client where business_id = ? and external_id = ?",
                        row -> row.getBoolean(1),
                        clock.instant(),
                        salon.id().value(),
                        client)
                .orElseThrow());
    }
}
