package io.regulars.delivery;

import io.regulars.campaigns.DueActions;
import io.regulars.platform.Database;
import io.regulars.platform.DatabaseFailure;
import io.regulars.platform.ProblemException;
import io.regulars.running.ActiveRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Decides about actions whose time has come: client by client, each in a transaction of its own that holds the client's row, so
 * that replicas share the work and never decide about one client at once.
 */
@ApplicationScoped
public class DecideDueActions {
    private static final Logger LOG = Logger.getLogger(DecideDueActions.class);
    private static final int BATCH = 500;

    /** A client about whom we cannot decide holds up nobody. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Database database;
    private final DueActions actions;
    private final DecideForClient client;
    private final ActiveRelease active;
    private final InstantSource clock;

    DecideDueActions(
            Database database, DueActions actions, DecideForClient client, ActiveRelease active, InstantSource clock) {
        this.database = database;
        this.actions = actions;
        this.client = client;
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
            List<Long> clients = database.transaction(tx -> actions.clientsDue(tx, now, BATCH));
            decided = 0;
            for (long each : clients) {
                decided += decide(each, now);
            }
            total += decided;
        } while (decided > 0);
        return total;
    }

    private int decide(long each, Instant now) {
        try {
            return client.decide(each, now);
        } catch (ProblemException e) {
            throw e; // no release runs: everybody waits
        } catch (RuntimeException e) {
            if (e instanceof DatabaseFailure failure && failure.unavailable()) {
                throw e;
            }
            Instant again = now.plus(PAUSE);
            LOG.errorf(
                    e,
                    "What is due of client number %d cannot be decided; others go on, and it is tried again after %s.",
                    each,
                    again);
            database.transaction(tx -> actions.postpone(tx, each, now, again));
            return 0;
        }
    }
}
