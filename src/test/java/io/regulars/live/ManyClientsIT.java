package io.regulars.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.rules.model.RuleFile;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import io.regulars.testing.TestRelease;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More clients than a transaction takes, so that several threads are at work. */
@QuarkusTest
class ManyClientsIT {
    private static final int CLIENTS = 1_100;
    private static final int BATCH = 200;
    private static final Instant FIRST_VISIT = Instant.parse("2026-01-01T10:00:00Z");

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    TestRelease release;

    @Inject
    EvaluateAll evaluateAll;

    @Inject
    EvaluateDueClients dueClients;

    private TestBusiness salon;

    @BeforeEach
    void clientsWhoCameOneAfterTheOtherTheLastToldFirst() {
        clock.set("2026-03-01T12:00:00Z");
        salon = businesses.fresh();
        release.activate(files(""));
        database.transaction(tx -> tx.update(
                """
                with one as (
                    insert into client (business_id, external_id, known, recorded_at)
                    select ?, 'c-' || i, false, ? from generate_series(1, ?) i returning id, substring(external_id from 3)::int as i)
                insert into booking_version (client_id, external_id, occurred_at, recorded_at, service, starts_at, status,
                                             price_minor, discount_minor, refunded_minor, tip_minor, tax_minor)
                select id, 'b-' || i, ?::timestamptz + (%1$d - i) * interval '1 hour', ?, 'cut',
                       ?::timestamptz + (%1$d - i) * interval '1 hour', ?, 1000, 0, 0, 0, 0
                from one
                """.formatted(CLIENTS),
                salon.id().value(),
                FIRST_VISIT,
                CLIENTS,
                FIRST_VISIT,
                FIRST_VISIT,
                FIRST_VISIT,
                Status.COMPLETED));
    }

    @Test
    void everybodyIsEvaluatedOnceAndASecondTimeNothingIsWritten() {
        assertThat(evaluateAll.evaluate(salon.id(), EvaluationCause.IMPORT, done -> {}))
                .isEqualTo(CLIENTS);
        assertThat(numbers("select count(*) from membership where business_id = ?"))
                .containsExactly((long) CLIENTS);
        assertThat(numbers("select count(*) from transition where business_id = ?"))
                .containsExactly((long) CLIENTS);
        var asEvaluated = numbers("select xmin::text::bigint from client where business_id = ? order by id");

        clock.set("2026-03-01T13:00:00Z");
        assertThat(evaluateAll.evaluate(salon.id(), EvaluationCause.REQUEST, done -> {}))
                .isEqualTo(CLIENTS);

        assertThat(numbers("select xmin::text::bigint from client where business_id = ? order by id"))
                .as("rows as the first evaluation wrote them")
                .isEqualTo(asEvaluated);
        assertThat(numbers("select count(*) from transition where business_id = ?"))
                .containsExactly((long) CLIENTS);
    }

    @Test
    void anotherReleaseIsNotedOnEverybody() {
        evaluateAll.evaluate(salon.id(), EvaluationCause.IMPORT, done -> {});
        release.activate(files("""
                rule "Came often" when $c : Client( visits >= 2 ) then segments.assign($c, "came-often"); end
                """));

        evaluateAll.evaluate(salon.id(), EvaluationCause.RELEASE, done -> {});

        assertThat(numbers("select distinct evaluated_release::bigint from client where business_id = ?"))
                .containsExactly(Long.parseLong(release.label().substring(2)));
    }

    @Test
    void afterAnOutageWhoWasDueFirstIsServedFirstAndEachOnce() {
        evaluateAll.evaluate(salon.id(), EvaluationCause.IMPORT, done -> {});
        nobodyElseIsDue();
        clock.set("2027-03-01T12:00:00Z");

        dueClients.evaluate();

        // The first batch is worked at alone, so its transitions come first; how fast each of the others is nobody can
        // say.
        List<Long> moments = numbers("""
                select extract(epoch from occurred_at)::bigint from transition
                where business_id = ? and segment = 'lapsed' order by id""");
        assertThat(moments).hasSize(CLIENTS);
        assertThat(Collections.max(moments.subList(0, BATCH)))
                .as("who was served first, beside whoever was not")
                .isLessThanOrEqualTo(Collections.min(moments.subList(BATCH, CLIENTS)));
        assertThat(
                        numbers(
                                "select count(distinct client_id) from transition where business_id = ? and segment = 'lapsed'"))
                .containsExactly((long) CLIENTS);
        assertThat(numbers("select count(*) from campaign_start where business_id = ? and campaign = 'win-back'"))
                .containsExactly((long) CLIENTS);
        assertThat(Duration.between(FIRST_VISIT, first()).toDays()).isEqualTo(179);
    }

    /** Clients of other tests would be in the batches too. */
    private void nobodyElseIsDue() {
        database.transaction(tx -> tx.update(
                "update client set evaluate_again_at = null where business_id <> ?",
                salon.id().value()));
    }

    private Instant first() {
        return Instant.ofEpochSecond(numbers("""
                        select min(extract(epoch from occurred_at))::bigint from transition
                        where business_id = ? and segment = 'lapsed'""").getFirst());
    }

    private List<Long> numbers(String sql) {
        return database.transaction((Transaction tx) -> tx.list(
                sql,
                row -> Objects.requireNonNull(row.getObject(1, Long.class)),
                salon.id().value()));
    }

    private static List<RuleFile> files(String more) {
        return List.of(new RuleFile("segments/test.drl", """
                        rule "Came" when $c : Client( visits >= 1 ) then segments.assign($c, "came"); end
                        rule "Lapsed" when $c : Client( daysSinceLastVisit >= 180 ) then segments.assign($c, "lapsed"); end
                        rule "Win back" when $c : Client() Entered( segment == "lapsed" ) then campaigns.start($c, "win-back"); end
                        """ + more), new RuleFile("campaigns/win-back.yaml", """
                        name: win-back
                        title: Win back
                        steps: [{name: offer, message: {channel: email, text: Come}}]
                        """));
    }
}
