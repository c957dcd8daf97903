package io.regulars.ranking;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.past.SpendOverTime.Step;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.past.StoredSteps;
import io.regulars.ranking.spends.SpendChanges;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The changes of spend that wait to be applied, and what everybody came to spend since the first of them. */
final class PendingSpendChanges {
    private static final Comparator<Step> IN_ORDER = Comparator.comparing(Step::at);

    private final List<String> rows = new ArrayList<>();
    private final SpendChanges changes = new SpendChanges();
    private final Map<Long, Instant> clients = new HashMap<>();
    private final Set<Long> lookAgain = new HashSet<>();
    private final Map<Long, List<Step>> ofClients = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    private PendingSpendChanges() {}

    /**
     * One read: a change and the steps it comes with were written together, and are both seen or neither. Reads little more
     * than {@link StoredSteps#FEW}.
     */
    static PendingSpendChanges read(Transaction transaction, BusinessId business) throws SQLException {
        var waiting = new PendingSpendChanges();
        transaction.list(
                """
                (select ctid::text as change, client_id, old_minor as from_minor, new_minor as to_minor, from_at as at,
                        look_again
                 from spend_change where business_id = ? limit ?)
                union all
                (select null, client_id, from_minor, to_minor, at, false
                 from spend_step where business_id = ? and superseded_at is null
                   and at >= (select min(from_at) from spend_change where business_id = ?) limit ?)
                """,
                row -> {
                    waiting.add(
                            row.getString("change"),
                            row.getLong("client_id"),
                            new Step(
                                    Objects.requireNonNull(Transaction.instant(row, "at")),
                                    row.getLong("from_minor"),
                                    row.getLong("to_minor")));
                    if (row.getBoolean("look_again")) {
                        waiting.lookAgain.add(row.getLong("client_id"));
                    }
                    return waiting;
                },
                business.value(),
                StoredSteps.FEW + 1,
                business.value(),
                business.value(),
                StoredSteps.FEW + 1);
        waiting.steps.sort(IN_ORDER);
        waiting.ofClients.values().forEach(steps -> steps.sort(IN_ORDER));
        return waiting;
    }

    @SuppressWarnings("NullAway") // of a step it is null
    private void add(String change, long client, Step step) {
        if (change == null) {
            steps.add(step);
            ofClients.computeIfAbsent(client, first -> new ArrayList<>()).add(step);
        } else {
            rows.add(change);
            changes.move(step.fromMinor(), step.toMinor());
            clients.merge(client, step.at(), (one, other) -> one.isBefore(other) ? one : other);
        }
    }

    /** Takes them out of the queue. */
    void take(Transaction transaction) throws SQLException {
        transaction.update("delete from spend_change where ctid = any(?::tid[])", (Object) rows.toArray(String[]::new));
    }

    boolean isNothing() {
        return rows.isEmpty();
    }

    /** Whether it is so much that going through everything is as quick. */
    boolean isMuch() {
        return rows.size() > StoredSteps.FEW || steps.size() > StoredSteps.FEW;
    }

    int size() {
        return rows.size() + steps.size();
    }

    SpendChanges changes() {
        return changes;
    }

    /** Since the first of them. */
    Instant from() {
        return clients.values().stream().min(Instant::compareTo).orElseThrow();
    }

    /** Everybody's steps since then, in order. */
    List<Step> steps() {
        return steps;
    }

    /** Whose changes they are, and from when on each had spent other amounts. */
    Map<Long, Instant> clients() {
        return clients;
    }

    /** Whether a client was ranked by what is applied only now, and is to be looked at again in any case. */
    boolean isToBeLookedAtAgain(long client) {
        return lookAgain.contains(client);
    }

    /** The steps of each client since the first change, in order. */
    Map<Long, List<Step>> ofClients() {
        return ofClients;
    }
}
