package io.regulars.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.regulars.access.Role;
import io.regulars.platform.database.Database;
import io.regulars.testing.MovableClock;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The made-up salon lives on for 72 days under the shipped rules, and a real mail server takes what goes out. */
@QuarkusTest
@TestProfile(MovableClock.class)
class DemonstrationIT {
    private static final String SENT = """
            from contact m join campaign_action a on a.id = m.action_id join client c on c.id = m.client_id
            where m.business_id = ? and m.purpose = 'MARKETING'""";

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    EvaluateImported evaluateImported;

    @Inject
    Database database;

    @Test
    void whoeverGetsAMessageAgreedHasAnAddressIsAwakeAndIsNotWrittenToTooOften() throws Exception {
        // the clock stops wherever something of any business is due, and other tests left such things behind
        database.transaction(tx -> tx.update("update client set evaluate_again_at = null"));
        database.transaction(
                tx -> tx.update("update campaign_action set due_at = '2199-01-01' where state = 'QUEUED'"));
        clock.set("2026-11-22T12:00:00Z");
        release.activateDefaults();
        TestBusiness salon = businesses.fresh();
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        server.start();
        try {
            salon.mailsBy(server.getSmtp().getPort());
            JsonPath job =
                    salon.as(Role.ADMIN).post("/api/demo?clients=120&seed=3").jsonPath();
            while (job.get("finishedAt") == null) {
                evaluateImported.evaluate();
                job = salon.as(Role.ADMIN)
                        .get("/api/import/" + job.getString("id"))
                        .jsonPath();
            }

            for (int day = 0; day < 72; day += 4) {
                salon.as(Role.PLATFORM)
                        .body("{\"advance\": \"P4D\"}")
                        .post("/api/clock")
                        .then()
                        .statusCode(200);
            }

            MimeMessage[] mails = server.getReceivedMessages();
            assertThat(count(salon, "select count(*) from contact where business_id = ? and channel = 'email'"))
                    .as("a mail each, and no other")
                    .isEqualTo(mails.length)
                    .isGreaterThan(20);
            assertThat(Arrays.stream(mails).map(DemonstrationIT::id).distinct().count())
                    .isEqualTo(mails.length);
            for (MimeMessage mail : mails) {
                assertThat(mail.getSubject()).isNotBlank().doesNotContain("{");
            }
            assertThat(reasons(salon)).contains("consent", "address").doesNotContain("");
        } finally {
            server.stop();
        }
        assertThat(count(salon, "select count(*) " + SENT + """
                 and not coalesce((select k.granted from consent k where k.client_id = c.id and k.channel = m.channel
                                     and k.occurred_at <= m.at order by k.occurred_at desc limit 1), false)"""))
                .as("without consent")
                .isZero();
        assertThat(count(
                        salon,
                        "select count(*) " + SENT + " and m.channel = 'email' and c.profile ->> 'email' is null"))
                .as("without an address")
                .isZero();
        assertThat(count(salon, "select count(*) " + SENT + """
                 and not (m.at at time zone 'Europe/Riga')::time between time '09:00' and time '21:00'"""))
                .as("in quiet hours")
                .isZero();
        assertThat(count(salon, "select count(*) " + SENT + """
                 and (select count(*) from contact o where o.client_id = m.client_id and o.purpose = 'MARKETING'
                        and o.at > m.at - interval '7 days' and o.at <= m.at) > 2"""))
                .as("above the cap")
                .isZero();
        assertThat(count(salon, "select count(*) " + SENT + """
                 and m.campaign like 'win-back%' and exists (
                    select 1 from booking b where b.client_id = c.id and b.status = 'BOOKED' and b.starts_at > m.at
                      and coalesce(b.booked_at, b.occurred_at) <= m.at)"""))
                .as("win-backs to clients with a booking ahead")
                .isZero();
        assertThat(count(salon, "select count(*) " + SENT + """
                 and m.campaign like 'win-back%' and exists (
                    select 1 from booking b join campaign_start s on s.id = a.start_id
                    where b.client_id = c.id and b.status = 'COMPLETED' and b.starts_at > s.since and b.starts_at <= m.at)"""))
                .as("steps after the client came back")
                .isZero();
    }

    private static String id(MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The gates at which messages ended. */
    private Set<String> reasons(TestBusiness salon) {
        List<String> gates = database.transaction(tx -> tx.list(
                "select coalesce(gate, '') as gate from campaign_action where business_id = ? and kind = 'message'"
                        + " and state = 'CANCELLED'",
                row -> row.getString("gate"),
                salon.id().value()));
        return gates.stream().collect(Collectors.toCollection(TreeSet::new));
    }

    private long count(TestBusiness salon, String query) {
        return database.transaction(
                tx -> tx.first(query, row -> row.getLong(1), salon.id().value()).orElseThrow());
    }
}
