package io.regulars.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.regulars.consistency.StoredAudit;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Database;
import io.regulars.platform.problem.ProblemException;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import io.regulars.testing.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job ends with a clear state, whatever happens to it. */
@QuarkusTest
class BackgroundJobsIT {
    private static final BackgroundJobs.Kind<StoredAudit> AUDIT =
            new BackgroundJobs.Kind<>(StoredAudit.class, "it failed", "it was stopped");
    private static final Duration A_DAY = Duration.ofDays(1);

    @Inject
    BackgroundJobs jobs;

    @Inject
    TestBusinesses businesses;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    Administration administration;

    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        clock.set("2026-11-22T12:00:00Z");
        salon = businesses.fresh();
    }

    @Test
    void whatIsDoneIsDoneAndWhatThrowsHasFailed() {
        UUID sound = job();
        UUID broken = job();
        jobs.start(AUDIT, sound, () -> {});
        jobs.start(AUDIT, broken, () -> {
            throw new IllegalStateException("no");
        });

        await().untilAsserted(() -> assertThat(state(sound)).isEqualTo("DONE null"));
        await().untilAsserted(() -> assertThat(state(broken)).isEqualTo("FAILED it failed"));
    }

    @Test
    void whoeverIsSilentForAMinuteOfTheDatabasesClockWasStoppedWhateverTheServicesClockSays() {
        UUID silent = job();
        UUID alive = job();
        database.transaction(
                tx -> tx.update("update audit_job set beat_at = beat_at - interval '61 seconds' where id = ?", silent));
        clock.advance(Duration.ofHours(5));

        jobs.tidy(AUDIT, A_DAY);

        assertThat(state(silent)).isEqualTo("FAILED it was stopped");
        assertThat(state(alive)).isEqualTo("RUNNING null");
    }

    @Test
    void aCancelledJobStaysSoThoughItsWorkGoesOnForAMoment() {
        UUID heedless = job();
        jobs.cancel(AUDIT, businesses.fresh().id(), heedless);
        assertThat(state(heedless)).as("of another business").isEqualTo("RUNNING null");
        jobs.cancel(AUDIT, salon.id(), heedless);
        UUID heeding = job();
        jobs.cancel(AUDIT, salon.id(), heeding);
        UUID last = job();

        jobs.start(AUDIT, heedless, () -> {});
        jobs.start(AUDIT, heeding, () -> {
            throw new CancellationException();
        });
        jobs.start(AUDIT, last, () -> {});

        await().untilAsserted(() -> assertThat(state(last)).isEqualTo("DONE null"));
        assertThat(state(heedless)).isEqualTo("CANCELLED null");
        assertThat(state(heeding)).isEqualTo("CANCELLED null");
    }

    @Test
    void oneThatRunsKeepsOthersOfTheBusinessFromBeginning() {
        refuseWhileOneRuns();
        job();
        assertThatThrownBy(this::refuseWhileOneRuns)
                .isInstanceOf(ProblemException.class)
                .hasMessage("busy");
    }

    @Test
    void whatHasEndedLongAgoIsForgotten() {
        UUID old = job();
        UUID running = job();
        jobs.cancel(AUDIT, salon.id(), old);
        clock.advance(Duration.ofHours(25));

        jobs.tidy(AUDIT, A_DAY);

        List<UUID> left = database.transaction(tx -> tx.list(
                "select id from audit_job where business_id = ?",
                row -> row.getObject("id", UUID.class),
                salon.id().value()));
        assertThat(left).containsExactly(running);
    }

    private void refuseWhileOneRuns() {
        administration.transaction(tx -> {
            jobs.refuseWhileOneRuns(tx, AUDIT, salon.id(), "busy");
            return true;
        });
    }

    private UUID job() {
        return jobs.add(new StoredAudit(salon.id(), 1, clock.instant()));
    }

    private String state(UUID job) {
        return database.transaction(tx -> tx.first(
                        "select state || ' ' || coalesce(failure, 'null') from audit_job where id = ?",
                        row -> row.getString(1),
                        job))
                .orElseThrow();
    }
}
