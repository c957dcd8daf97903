package io.regulars.live;

import io.regulars.access.businesses.BusinessId;
import io.regulars.clients.FullName;
import io.regulars.delivery.DeliverDueActions;
import io.regulars.platform.MovesWithClock;
import io.regulars.platform.SimulatedTime;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.ApplySpendChanges;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets simulated time pass: the clock stops at every moment at which a client or an action is due, what is due is worked
 * off there as it would have been, and so on until the moment asked for.
 */
@ApplicationScoped
class MoveClock {
    private static final int MOST_STOPS = 10_000;
    private static final int MOST_TRANSITIONS = 1_000;
    /** Applying changes of spend, evaluating and delivering make each other work, but not for ever. */
    private static final int MOST_ROUNDS = 10;

    private final Database database;
    private final SimulatedTime time;
    private final MovesWithClock signedIn;
    private final InstantSource clock;
    private final ApplySpendChanges applySpendChanges;
    private final EvaluateDueClients dueClients;
    private final DeliverDueActions deliver;

    MoveClock(
            Database database,
            SimulatedTime time,
            MovesWithClock signedIn,
            InstantSource clock,
            ApplySpendChanges applySpendChanges,
            EvaluateDueClients dueClients,
            DeliverDueActions deliver) {
        this.database = database;
        this.time = time;
        this.signedIn = signedIn;
        this.clock = clock;
        this.applySpendChanges = applySpendChanges;
        this.dueClients = dueClients;
        this.deliver = deliver;
    }

    /**
     * What happened meanwhile.
     *
     * @param now what the clock shows
     * @param arrived false if there was too much on the way, so that the clock stopped earlier; ask again
     * @param evaluated how often a client of any business was evaluated
     * @param delivered how many actions of any business were carried out
     * @param transitions of the business asked for, as they were noticed; the first 1,000
     */
    record Moved(Instant now, boolean arrived, long evaluated, long delivered, List<Transition> transitions) {}

    /**
     * A client of the business came into a segment or left it.
     *
     * @param name first and last name as far as they were told; null: neither was
     */
    record Transition(
            Instant at,
            String client,
            @Nullable String name,
            String segment,
            String kind,
            String rule,
            String because) {}

    /** Moves the clock ahead to a moment. */
    synchronized Moved moveTo(Instant moment, BusinessId business) {
        long before = lastTransition();
        var work = new Work();
        work.off();
        int stops = 0;
        for (Instant next = nextDue(moment); next != null && stops < MOST_STOPS; next = nextDue(moment)) {
            show(next);
            work.off();
            stops++;
        }
        boolean arrived = nextDue(moment) == null;
        if (arrived) {
            show(moment);
            work.off();
        }
        return new Moved(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                arrived,
                work.evaluated,
                work.delivered,
                transitions(business, before));
    }

    /** Lets the clock show a moment, and carries along who is signed in: all of it or nothing, however the service ends meanwhile. */
    private void show(Instant moment) {
        database.transaction(transaction -> {
            signedIn.carry(transaction, Duration.between(clock.instant(), moment));
            time.store(transaction, moment);
            return moment;
        });
        time.moveTo(moment);
    }

    /** Counts what is worked off. */
    private final class Work {
        private long evaluated;
        private long delivered;

        void off() {
            boolean done = false;
            for (int round = 0; round < MOST_ROUNDS && !done; round++) {
                applySpendChanges.apply();
                int clients = dueClients.evaluate();
                int actions = deliver.deliver();
                evaluated += clients;
                delivered += actions;
                done = clients == 0 && actions == 0;
            }
        }
    }

    /** The first moment after now, and not after another, at which somebody or something is due; null: none. */
    private @Nullable Instant nextDue(Instant until) {
        Instant now = clock.instant();
        Optional<Instant> next = database.transaction(transaction -> transaction.first(
                """
                select moment from (
                    (select evaluate_again_at as moment from client
                     where evaluate_again_at > ? and evaluate_again_at < ? and erased_at is null
                     order by evaluate_again_at limit 1)
                    union all
                    (select due_at from campaign_action
                     where state = 'QUEUED' and due_at > ? and due_at < ? order by due_at limit 1)) due
                order by moment limit 1
                """, row -> Objects.requireNonNull(Transaction.instant(row, "moment")), now, until, now, until));
        return next.orElse(null);
    }

    private long lastTransition() {
        return database.transaction(transaction -> transaction
                .first("select coalesce(max(id), 0) from transition", row -> row.getLong(1))
                .orElseThrow());
    }

    private List<Transition> transitions(BusinessId business, long before) {
        return database.transaction(transaction -> transitions(transaction, business, before));
    }

    private static List<Transition> transitions(Transaction transaction, BusinessId business, long before)
            throws SQLException {
        return transaction.list(
                """
                select t.occurred_at, c.external_id, t.segment, t.kind, t.rule, t.because,
                       %s as name
                from transition t join client c on c.id = t.client_id
                where t.business_id = ? and t.id > ? order by t.id limit ?
                """.formatted(FullName.OF_C),
                row -> new Transition(
                        Objects.requireNonNull(Transaction.instant(row, "occurred_at")),
                        row.getString("external_id"),
                        row.getString("name"),
                        row.getString("segment"),
                        row.getString("kind"),
                        row.getString("rule"),
                        row.getString("because")),
                business.value(),
                before,
                MOST_TRANSITIONS);
    }
}
