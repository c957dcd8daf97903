package io.regulars.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
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

/** What is queued ends with the event that ends it, and follows its booking, in the transaction that is told of them. */
@QuarkusTest
class CampaignEndsIT {
    private static final List<RuleFile> FILES = List.of(
            new RuleFile("segments/test.drl", """
                    rule "Regular" when $c: Client( city == "Riga" ) then segments.assign($c, "regular"); end
                    rule "Greet" when $c: Client() Entered( segment == "regular" ) then campaigns.start($c, "greet"); end
                    rule "Remind" when $c: Client() Trigger( kind in (BOOKED, RESCHEDULED), hoursUntilStart > 0 )
                        then campaigns.start($c, "remind"); end
                    """),
            new RuleFile("campaigns/greet.yaml", """
                    name: greet
                    title: Greet
                    while: segment
                    steps:
                      - {name: mark, tag: greeted}
                      - {name: hello, after: 3d, at: 10:00, message: {channel: email, text: Hello}}
                    """),
            new RuleFile("campaigns/remind.yaml", """
                    name: remind
                    title: Remind
                    kind: service
                    steps:
                      - {name: days-before, before: 3d, message: {channel: email, text: Soon}}
                      - {name: day-before, before: 1d, message: {channel: email, text: Soon}}
                    """));

    @Inject
    TestBusinesses businesses;

    @Inject
    TestRelease release;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        release.activate(FILES);
        salon = businesses.fresh();
    }

    @Test
    void aBookingEndsMarketing() {
        client("Riga");
        assertThat(actions("greet"))
                .containsExactly("hello QUEUED 2026-11-26 08:00 null", "mark QUEUED 2026-11-22 12:00 null");

        clock.set("2026-11-22T13:00:00Z");
        book("2026-12-10T10:00:00Z", "BOOKED");

        assertThat(actions("greet"))
                .containsExactly(
                        "hello CANCELLED 2026-11-26 08:00 stopped: the client booked",
                        "mark CANCELLED 2026-11-22 12:00 stopped: the client booked");
    }

    @Test
    void aTagHoldsAsLongAsItsSegment() {
        client("Riga");
        database.transaction(tx -> tx.update("""
                        update campaign_action set state = 'DONE', done_at = due_at where business_id = ? and step = 'mark'
                        """, salon.id().value())
                + tx.update("""
                        insert into client_tag (client_id, tag, set_by, set_at)
                        select id, 'greeted', 'rule:greet', ? from client where business_id = ?
                        """, clock.instant(), salon.id().value()));
        clock.set("2026-11-22T12:30:00Z");
        client("Riga");
        assertThat(tags()).containsExactly("greeted");

        clock.set("2026-11-22T13:00:00Z");
        client("Liepaja");

        assertThat(tags()).isEmpty();
        assertThat(list("""
                select n.detail from action_note n join campaign_action a on a.id = n.action_id where a.business_id = ?
                """)).containsExactly("the tag was taken off: no longer in the segment regular");
    }

    @Test
    void whatIsDueBeforeABookingFollowsItAndEndsWithIt() {
        book("2026-12-10T10:00:00Z", "BOOKED");
        assertThat(actions("remind"))
                .containsExactly("day-before QUEUED 2026-12-09 10:00 null", "days-before QUEUED 2026-12-07 10:00 null");

        clock.set("2026-11-22T13:00:00Z");
        book("2026-11-24T10:00:00Z", "BOOKED");
        assertThat(actions("remind"))
                .containsExactly(
                        "day-before CANCELLED 2026-11-23 10:00 planned anew with the booking",
                        "day-before QUEUED 2026-11-23 10:00 null",
                        "days-before CANCELLED 2026-11-21 10:00 too late: it was due at 2026-11-21T10:00:00Z",
                        "days-before CANCELLED 2026-12-07 10:00 too late: the booking was moved");

        clock.set("2026-11-22T14:00:00Z");
        book("2026-11-24T10:00:00Z", "CANCELLED");
        assertThat(actions("remind"))
                .filteredOn(line -> line.contains("QUEUED"))
                .isEmpty();
        assertThat(actions("remind")).contains("day-before CANCELLED 2026-11-23 10:00 the booking is no longer BOOKED");
    }

    private void client(String city) {
        salon.bookingSystem()
                .body("{\"city\": \"" + city + "\", \"timeZone\": \"Europe/Riga\"}")
                .put("/api/clients/c-1")
                .then()
                .statusCode(200);
    }

    private void book(String startsAt, String status) {
        salon.bookingSystem()
                .body("""
                      {"client": "c-1", "service": "cut", "startsAt": "%s", "status": "%s", "occurredAt": "%s"}
                      """.formatted(startsAt, status, clock.instant()))
                .put("/api/bookings/b-1")
                .then()
                .statusCode(200);
    }

    private List<String> actions(String campaign) {
        return list("""
                select step || ' ' || state || ' ' || to_char(due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' '
                       || coalesce(reason, 'null') as line
                from campaign_action where business_id = ? and campaign = '%s' order by 1
                """.formatted(campaign));
    }

    private List<String> tags() {
        return list("""
                select t.tag from client_tag t join client c on c.id = t.client_id where c.business_id = ? and removed_at is null
                """);
    }

    private List<String> list(String sql) {
        return database.transaction(
                tx -> tx.list(sql, row -> row.getString(1), salon.id().value()));
    }
}
