package io.regulars.releases.activation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.regulars.access.AuditLog;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import io.regulars.releases.check.CheckRelease;
import io.regulars.releases.store.ActivationSignal;
import io.regulars.releases.store.Activations;
import io.regulars.releases.store.Releases;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.running.ReleaseRef;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This replica's part in the activations that any replica has begun: it loads the release before the switch and says so, or
 * why it can't. It looks every second, and as soon as it is told that there is something to look at.
 */
@ApplicationScoped
class PrepareActivations {
    private static final Logger LOG = Logger.getLogger(PrepareActivations.class);

    private final Database database;
    private final Administration administration;
    private final StoredReleases stored;
    private final Replicas replicas;
    private final ActivationSignal news;
    private final AuditLog audit;
    private final InstantSource clock;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("activations").factory());
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("replica-beat").factory());

    PrepareActivations(
            Database database,
            Administration administration,
            StoredReleases stored,
            Replicas replicas,
            ActivationSignal news,
            AuditLog audit,
            InstantSource clock) {
        this.database = database;
        this.administration = administration;
        this.stored = stored;
        this.replicas = replicas;
        this.news = news;
        this.audit = audit;
        this.clock = clock;
    }

    /** An activation that waits for this replica. */
    private record Waiting(int activation, ReleaseRef release) {}

    /** Before the first activation of this process, which waits for this replica too. */
    void start(@Observes @Priority(50) StartupEvent event) {
        beat();
        var _ = beats.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
        var _ = looks.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        looks.shutdownNow();
        beats.shutdownNow();
        try {
            database.transaction(tx -> {
                replicas.leave(tx);
                return replicas;
            });
        } catch (DatabaseFailure e) {
            LOG.debugf("The others will notice that this replica has gone: %s", e.getMessage());
        }
    }

    /** Looks soon, on a thread of its own. */
    void lookSoon() {
        if (!looks.isShutdown()) {
            looks.execute(this::look);
        }
    }

    private void beat() {
        try {
            administration.transaction(tx -> {
                replicas.beat(tx);
                List<Activations.GivenUp> givenUp = Activations.giveUpSilent(tx, clock.instant());
                for (Activations.GivenUp each : givenUp) {
                    each.note(audit);
                }
                return givenUp;
            });
        } catch (RuntimeException e) {
            LOG.debugf("This replica could not say that it is alive: %s", e.getMessage());
        }
    }

    /** Loads what is being activated, and replies. */
    void look() {
        try {
            for (Waiting waiting : database.transaction(this::waiting)) {
                @Nullable String problem = load(waiting.release);
                database.transaction(tx -> {
                    replicas.reply(tx, waiting.activation, problem);
                    return Activations.notify(tx);
                });
                news.tell();
            }
        } catch (DatabaseFailure e) {
            LOG.debugf("Activations cannot be looked at: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("An activation could not be looked at; it is tried again.", e);
        }
    }

    private List<Waiting> waiting(Transaction transaction) throws SQLException {
        return transaction.list(
                """
                select a.id, a.release_id, a.hash from activation a
                where a.state = 'PREPARING' and a.release_id is not null and not exists (
                    select 1 from activation_reply r where r.activation_id = a.id and r.replica_id = ?)
                """, row -> new Waiting(row.getInt("id"), ReleaseRef.read(row).orElseThrow()), replicas.own());
    }

    private @Nullable String load(ReleaseRef release) {
        try {
            List<RuleFile> files = database.transaction(tx -> Releases.files(tx, release.id()));
            return switch (stored.compile(release, files)) {
                case CheckRelease.Checked checked -> null;
                case CheckRelease.Refused refused ->
                    refused.problems().stream().map(Diagnostic::print).collect(Collectors.joining(" "));
            };
        } catch (DatabaseFailure e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "Release %s cannot be loaded.", release.label());
            return "it failed to load it: " + e;
        }
    }
}
