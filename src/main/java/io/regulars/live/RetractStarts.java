package io.regulars.live;

import static java.util.Objects.requireNonNull;

import io.regulars.campaigns.ledger.LedgerRows;
import io.regulars.evaluation.EvaluationInput;
import io.regulars.evaluation.EvaluationResult;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.StartedFrom;
import io.regulars.platform.database.Transaction;
import io.regulars.running.RunningRelease;
import io.regulars.segments.HeldSegment;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * After a correction: cancels what is still queued from something that has never been, and gives starts from a membership
 * whose beginning was corrected the beginning it has now, so that it stays the same entry.
 */
@ApplicationScoped
class RetractStarts {
    private final LedgerRows starts;

    RetractStarts(LedgerRows starts) {
        this.starts = starts;
    }

    /** Looks at the clients whose past has changed since they were evaluated; the lists are in one order. */
    void retract(
            Transaction transaction,
            RunningRelease release,
            List<LoadedClient> clients,
            List<EvaluationInput> inputs,
            List<EvaluationResult> results)
            throws SQLException {
        var corrected = new HashMap<Long, EvaluationInput>();
        var moved = new ArrayList<LedgerRows.Moved>();
        for (int i = 0; i < clients.size(); i++) {
            if (clients.get(i).previous().corrected()) {
                corrected.put(clients.get(i).id(), inputs.get(i));
                moved.addAll(moved(clients.get(i), results.get(i)));
            }
        }
        starts.move(transaction, moved);
        if (corrected.isEmpty()) {
            return;
        }
        var gone = new ArrayList<LedgerRows.Origin>();
        Instant now = inputs.getFirst().now();
        for (LedgerRows.Open open : starts.open(transaction, corrected.keySet())) {
            var from = new StartedFrom(release.rules(), requireNonNull(corrected.get(open.client())));
            if (!from.stands(open.origin(), open.release() == release.id())) {
                gone.add(new LedgerRows.Origin(open.client(), open.origin()));
            }
        }
        starts.retract(transaction, gone, now);
    }

    private static List<LedgerRows.Moved> moved(LoadedClient client, EvaluationResult result) {
        var moved = new ArrayList<LedgerRows.Moved>();
        for (HeldSegment segment : result.segments()) {
            HeldSegment before = client.previous().memberships().get(segment.name());
            if (before != null && !before.since().equals(segment.since())) {
                moved.add(new LedgerRows.Moved(
                        LedgerRows.Origin.segment(client.id(), segment.name(), before.since()),
                        LedgerRows.Origin.segment(client.id(), segment.name(), segment.since()),
                        segment.since()));
            }
        }
        return moved;
    }
}
