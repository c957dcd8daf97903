package io.regulars.delivery;

import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.problem.ProblemException;
import io.regulars.running.ActiveRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Decides about actions whose time has come: some clients of a business at a time, in a transaction that holds their rows, so that
 * replicas share the work and never decide about one client at once. Those who cannot be decided together are decided one by one.
 */
@ApplicationScoped
public class DecideDueActions {
    private static final Logger LOG = Logger.getLogger(DecideDueActions.class);
    private static final int DUE = 500;

    /** Whoever shares an address with one of them waits until all are decided, which is some ten milliseconds. */
    private static final int TOGETHER = 50;

    /** A client about whom we cannot decide holds up nobody. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Database database;
    private final DueActions actions;
    private final DecideForClients clients;
    private final ActiveRelease active;
    private final InstantSource clock;

    DecideDueActions(
            Database database,
            DueActions actions,
            DecideForClients clients,
            ActiveRelease active,
            InstantSource clock) {
        this.database = database;
        this.actions = actions;
        this.clients = clients;
        this.active = active;
        this.clock = clock;
    }

    /** Decides about all that is due now and says how many actions that were; none while no release is active. */
    public int decide() {
        if (!active.any()) {
            return 0;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int total = 0;
        int decided;
        do {
            decided = 0;
            for (Batch batch : batches(database.transaction(tx -> actions.clientsDue(tx, now, DUE)))) {
                decided += decide(batch, now);
            }
            total += decided;
        } while (decided > 0);
        return total;
    }

    /** Clients of one business who are decided together. */
    private record Batch(BusinessId business, List<Long> clients) {}

    private static List<Batch> batches(List<DueActions.ClientDue> due) {
        var byBusiness = new LinkedHashMap<BusinessId, Batch>();
        var batches = new ArrayList<Batch>();
        for (DueActions.ClientDue each : due) {
            Batch batch = byBusiness.get(each.business());
            if (batch == null || batch.clients.size() == TOGETHER) {
                batch = new Batch(each.business(), new ArrayList<>());
                byBusiness.put(each.business(), batch);
                batches.add(batch);
            }
            batch.clients.add(each.client());
        }
        return batches;
    }

    private int decide(Batch batch, Instant now) {
        try {
            return clients.decide(batch.business, batch.clients, now);
        } catch (ProblemException e) {
            throw e; // no release runs: everybody waits
        } catch (DecideForClients.OneByOne e) {
            return oneByOne(batch, now);
        } catch (RuntimeException e) {
            if (e instanceof DatabaseFailure failure && failure.unavailable()) {
                throw e;
            }
            if (batch.clients.size() > 1) {
                return oneByOne(batch, now);
            }
            long client = batch.clients.getFirst();
            Instant again = now.plus(PAUSE);
            LOG.errorf(
                    e,
                    "What is due of client number %d cannot be decided; others go on, and it is tried again after %s.",
                    client,
                    again);
            database.transaction(tx -> actions.postpone(tx, client, now, again));
            return 0;
        }
    }

    private int oneByOne(Batch batch, Instant now) {
        return batch.clients.stream()
                .mapToInt(client -> decide(new Batch(batch.business, List.of(client)), now))
                .sum();
    }
}
