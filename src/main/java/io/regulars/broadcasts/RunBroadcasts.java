package io.regulars.broadcasts;

import io.quarkus.scheduler.Scheduled;
import io.regulars.campaigns.ledger.LedgerRows;
import io.regulars.campaigns.ledger.Spread;
import io.regulars.campaigns.ledger.StartCampaigns;
import io.regulars.evaluation.CampaignClients;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.live.TellEvents;
import io.regulars.outbox.Outbox;
import io.regulars.platform.RegularsConfig;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import io.regulars.rules.model.Effect;
import io.regulars.running.ActiveRelease;
import io.regulars.running.RunningRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Starts what was confirmed, and cancels what was stopped, some clients in each transaction. Whom it has come to is what the ledger says,
 * so whoever goes on after a replica has died starts nobody twice and forgets nobody.
 */
@ApplicationScoped
public class RunBroadcasts {
    private static final Logger LOG = Logger.getLogger(RunBroadcasts.class);
    private static final int BATCH = 200;

    private final Database database;
    private final BroadcastRows rows;
    private final LoadClients loadClients;
    private final StartCampaigns startCampaigns;
    private final LedgerRows ledger;
    private final TellEvents tellEvents;
    private final Outbox outbox;
    private final ActiveRelease active;
    private final InstantSource clock;
    private final boolean holdouts;

    RunBroadcasts(
            Database database,
            BroadcastRows rows,
            LoadClients loadClients,
            StartCampaigns startCampaigns,
            LedgerRows ledger,
            TellEvents tellEvents,
            Outbox outbox,
            ActiveRelease active,
            InstantSource clock,
            RegularsConfig config) {
        this.database = database;
        this.rows = rows;
        this.loadClients = loadClients;
        this.startCampaigns = startCampaigns;
        this.ledger = ledger;
        this.tellEvents = tellEvents;
        this.outbox = outbox;
        this.active = active;
        this.clock = clock;
        this.holdouts = config.holdouts();
    }

    /** Does all that there is to do now, here or on another replica. */
    @Scheduled(identity = "run-broadcasts", every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void run() {
        for (UUID id : database.transaction(rows::atWork)) {
            try {
                finish(id);
            } catch (DatabaseFailure e) {
                LOG.warnf("The broadcast %s waits: %s", id, e.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "The broadcast %s broke off; it is tried again.", id);
            }
        }
    }

    private void finish(UUID id) {
        Optional<Long> last = Optional.of(0L);
        while (last.isPresent()) {
            long after = last.get();
            last = database.transaction(tx -> batch(tx, id, after));
        }
    }

    /** Does the next batch, from behind a client, and says which came last; empty at the end, and if another is at it. */
    private Optional<Long> batch(Transaction tx, UUID id, long after) throws SQLException {
        Optional<Broadcast> taken = rows.take(tx, id);
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        Broadcast broadcast = taken.get();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return switch (broadcast.state()) {
            case RUNNING -> start(tx, broadcast, after, now);
            case STOPPING -> cancel(tx, broadcast, after, now);
            case DONE, STOPPED -> Optional.empty();
        };
    }

    private Optional<Long> start(Transaction tx, Broadcast broadcast, long after, Instant now) throws SQLException {
        List<Long> next = rows.membersToStart(tx, broadcast, after, BATCH);
        if (next.isEmpty()) {
            rows.finish(tx, broadcast.job(), Broadcast.State.DONE, now);
            return Optional.empty();
        }
        List<Long> members = rows.lockMembers(tx, broadcast.segment(), next);
        if (!members.isEmpty()) {
            start(tx, broadcast, members, now);
        }
        return Optional.of(next.getLast());
    }

    private void start(Transaction tx, Broadcast broadcast, List<Long> members, Instant now) throws SQLException {
        RunningRelease release = active.running(tx, broadcast.business());
        LoadClients.Loaded loaded = loadClients.load(tx, broadcast.business(), members, Map.of());
        var context = new StartCampaigns.Context(
                broadcast.business(),
                release.id(),
                release.campaigns(),
                now,
                loaded.business().zone(),
                new Spread(
                        0,
                        broadcast.perDay(),
                        broadcast.startedAt(),
                        loaded.business().zone()),
                holdouts);
        var start = new Effect.Start(
                broadcast.campaign(),
                broadcast.origin(),
                broadcast.startedAt(),
                "",
                "started by " + broadcast.startedBy() + " for '" + broadcast.segment() + "'");
        List<StartCampaigns.Asked> asked = loaded.clients().stream()
                .map(client -> new StartCampaigns.Asked(
                        client.id(),
                        CampaignClients.of(client.history().latest(), loaded.business(), now),
                        start,
                        null,
                        true))
                .toList();
        List<StartCampaigns.Started> started = startCampaigns.startNext(tx, context, asked, broadcast.started());
        rows.count(tx, broadcast.job(), ledger.decided(tx, members, broadcast.campaign(), broadcast.origin()));
        tellEvents.tellStarts(tx, broadcast.business(), now, loaded, started);
    }

    private Optional<Long> cancel(Transaction tx, Broadcast broadcast, long after, Instant now) throws SQLException {
        List<Long> next = ledger.clientsUnderWay(
                tx, broadcast.business(), broadcast.campaign(), broadcast.origin(), after, BATCH);
        if (next.isEmpty()) {
            rows.finish(tx, broadcast.job(), Broadcast.State.STOPPED, now);
            return Optional.empty();
        }
        rows.lock(tx, next);
        String reason = "stopped by " + broadcast.stoppedBy();
        int queued = ledger.stop(tx, next, broadcast.campaign(), broadcast.origin(), reason, now);
        // what a replica is sending just now is left to it
        Set<UUID> taken =
                outbox.takeBack(tx, ledger.sending(tx, next, broadcast.campaign(), broadcast.origin()), reason, now);
        ledger.stopped(tx, taken);
        rows.countCancelled(tx, broadcast.job(), queued + taken.size());
        return Optional.of(next.getLast());
    }
}
