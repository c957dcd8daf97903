package io.regulars.delivery;

import io.regulars.campaigns.DueActions;
import io.regulars.platform.Database;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Carries out due actions by the log channel. The ledger says DONE exactly once per action, whatever number of replicas
 * work; a process killed between the log line and the commit logs that action again after its restart.
 */
@ApplicationScoped
public class DeliverDueActions {
    private static final Logger LOG = Logger.getLogger(DeliverDueActions.class);
    private static final int BATCH = 100;

    private final Database database;
    private final DueActions dueActions;
    private final InstantSource clock;

    DeliverDueActions(Database database, DueActions dueActions, InstantSource clock) {
        this.database = database;
        this.dueActions = dueActions;
        this.clock = clock;
    }

    /** Carries out all that is due now and says how many actions were taken. */
    public int deliver() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int total = 0;
        int taken;
        do {
            taken = database.transaction(transaction -> deliverBatch(transaction, now));
            total += taken;
        } while (taken == BATCH);
        return total;
    }

    private int deliverBatch(Transaction transaction, Instant now) throws SQLException {
        List<DueActions.Due> claimed = dueActions.claim(transaction, now, BATCH);
        for (DueActions.Due action : claimed) {
            if (action.erased()) {
                dueActions.cancel(transaction, action, "the client was erased", now);
            } else if (action.expired()) {
                dueActions.cancel(transaction, action, "expired: its offer had ended before it went out", now);
            } else if (action.goneFrom() != null) {
                dueActions.cancel(transaction, action, "no longer in the segment '" + action.goneFrom() + "'", now);
            } else {
                LOG.infof(
                        "Action %s: %s/%s for client %s: %s",
                        action.id(), action.campaign(), action.step(), action.client(), action.content());
                dueActions.done(transaction, action, now);
            }
        }
        return claimed.size();
    }
}
