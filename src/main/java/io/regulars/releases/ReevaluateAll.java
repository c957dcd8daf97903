package io.regulars.releases;

import io.quarkus.runtime.ShutdownEvent;
import io.regulars.evaluation.ActiveRelease;
import io.regulars.evaluation.Cause;
import io.regulars.evaluation.EvaluateAll;
import io.regulars.evaluation.RunningRelease;
import io.regulars.platform.Database;
import io.regulars.platform.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Evaluates every client by a release that was just activated, in the background; requests are answered by the release
 * meanwhile. What a restart cuts off is begun again.
 */
@ApplicationScoped
class ReevaluateAll {
    private static final Logger LOG = Logger.getLogger(ReevaluateAll.class);

    private final Database database;
    private final EvaluateAll evaluateAll;
    private final ActiveRelease active;
    private final InstantSource clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("evaluate-release").factory());

    ReevaluateAll(Database database, EvaluateAll evaluateAll, ActiveRelease active, InstantSource clock) {
        this.database = database;
        this.evaluateAll = evaluateAll;
        this.active = active;
        this.clock = clock;
    }

    /** Begins, unless every client has been evaluated by this release before. */
    void after(RunningRelease release) {
        boolean evaluated = database.transaction(transaction ->
                Releases.byId(transaction, release.id()).orElseThrow().evaluated());
        if (!evaluated) {
            worker.execute(() -> evaluate(release));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        worker.shutdownNow();
    }

    private void evaluate(RunningRelease release) {
        try {
            if (stillActive(release)) {
                long clients = evaluateAll.evaluateEverybody(Cause.RELEASE);
                if (stillActive(release)) {
                    database.transaction(transaction -> Releases.evaluated(transaction, release.id(), clock.instant()));
                    LOG.infof("Release %s: all %d clients are evaluated.", release.label(), clients);
                }
            }
        } catch (DatabaseFailure e) {
            LOG.errorf(
                    "Release %s: not all clients are evaluated (%s); the next start or release does it.",
                    release.label(), e.getMessage());
        }
    }

    private boolean stillActive(RunningRelease release) {
        return active.current().filter(current -> current.id() == release.id()).isPresent();
    }
}
