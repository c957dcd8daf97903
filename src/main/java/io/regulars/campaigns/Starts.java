package io.regulars.campaigns;

import static io.regulars.platform.Transaction.instant;

import io.regulars.platform.Transaction;
import io.regulars.rules.Effect;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of the ledger: starts and their actions. */
@ApplicationScoped
public class Starts {
    private static final String RETRACTED = "retracted by a correction";

    /** A start that is in the ledger. */
    record Known(
            long id,
            long client,
            String campaign,
            String origin,
            String state,
            @Nullable Instant startedAt,
            boolean retracted) {}

    /** An action to be queued. */
    record NewAction(
            UUID id,
            long start,
            long client,
            String campaign,
            String step,
            String kind,
            String content,
            Instant dueAt,
            String because) {
        StartedAction line() {
            return new StartedAction(id.toString(), campaign, step, "QUEUED", dueAt, because, null);
        }
    }

    /** What was started for some clients so far. */
    static final class Ledger {
        private final List<Known> starts;

        Ledger(List<Known> starts) {
            this.starts = new ArrayList<>(starts);
        }

        Optional<Known> find(long client, Effect.Start start) {
            return starts.stream()
                    .filter(known -> known.client == client
                            && known.campaign.equals(start.campaign())
                            && known.origin.equals(start.origin()))
                    .findFirst();
        }

        Optional<Instant> lastStarted(long client, String campaign) {
            return starts.stream()
                    .filter(known ->
                            known.client == client && known.campaign.equals(campaign) && known.state.equals("STARTED"))
                    .flatMap(known -> Optional.ofNullable(known.startedAt).stream())
                    .max(Instant::compareTo);
        }

        void add(long id, StartCampaigns.Asked ask, StartCampaigns.Decision decision, Instant now) {
            starts.add(new Known(
                    id, ask.client(), ask.start().campaign(), ask.start().origin(), state(decision), now, false));
        }
    }

    Ledger ledger(Transaction transaction, List<Long> clients) throws SQLException {
        return new Ledger(transaction.list(
                """
                select s.id, s.client_id, s.campaign, s.origin, s.state, s.started_at,
                       exists (select 1 from campaign_action a where a.start_id = s.id and a.reason = ?) as retracted
                from campaign_start s where s.client_id = any(?::bigint[])
                """,
                row -> new Known(
                        row.getLong("id"),
                        row.getLong("client_id"),
                        row.getString("campaign"),
                        row.getString("origin"),
                        row.getString("state"),
                        instant(row, "started_at"),
                        row.getBoolean("retracted")),
                RETRACTED,
                clients.stream().map(String::valueOf).toArray(String[]::new)));
    }

    long insert(
            Transaction transaction,
            StartCampaigns.Context context,
            StartCampaigns.Asked ask,
            StartCampaigns.Decision decision)
            throws SQLException {
        return transaction
                .first(
                        """
                        insert into campaign_start (business_id, client_id, campaign, origin, since, state, reason,
                                                    release_id, rule, because, started_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """,
                        row -> row.getLong("id"),
                        context.business().value(),
                        ask.client(),
                        ask.start().campaign(),
                        ask.start().origin(),
                        ask.start().since(),
                        state(decision),
                        reason(decision),
                        context.release(),
                        ask.start().rule(),
                        ask.start().because(),
                        context.now())
                .orElseThrow();
    }

    void queue(Transaction transaction, StartCampaigns.Context context, List<NewAction> actions) throws SQLException {
        var rows = new ArrayList<@Nullable Object[]>();
        for (NewAction action : actions) {
            rows.add(new @Nullable Object[] {
                action.id,
                action.start,
                context.business().value(),
                action.client,
                action.campaign,
                action.step,
                action.kind,
                action.content,
                action.dueAt
            });
        }
        transaction.batch("""
                insert into campaign_action (id, start_id, business_id, client_id, campaign, step, kind, content, state,
                                             due_at)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, 'QUEUED', ?)
                """, rows);
    }

    /**
     * Cancels what is still queued from memberships that a correction took back.
     *
     * @param origins pairs of a client and the origin of starts
     */
    public void retract(Transaction transaction, List<Origin> origins, Instant now) throws SQLException {
        if (origins.isEmpty()) {
            return;
        }
        transaction.update(
                """
                update campaign_action a set state = 'CANCELLED', reason = ?, done_at = ?
                from campaign_start s, unnest(?::bigint[], ?::text[]) o (client_id, origin)
                where s.client_id = o.client_id and s.origin = o.origin and a.start_id = s.id and a.state = 'QUEUED'
                """,
                RETRACTED,
                now,
                origins.stream().map(origin -> Long.toString(origin.client())).toArray(String[]::new),
                origins.stream().map(Origin::origin).toArray(String[]::new));
    }

    /** What starts of a client came from. */
    public record Origin(long client, String origin) {
        /** A membership, as the rules name it. */
        public static Origin segment(long client, String segment, Instant since) {
            return new Origin(client, "segment:" + segment + "@" + since);
        }
    }

    List<StartedAction> requeue(Transaction transaction, long start) throws SQLException {
        return transaction.list(
                """
                update campaign_action a set state = 'QUEUED', reason = null, done_at = null
                from campaign_start s
                where s.id = a.start_id and a.start_id = ? and a.state = 'CANCELLED' and a.reason = ?
                returning a.id, a.campaign, a.step, a.due_at, s.because
                """,
                row -> new StartedAction(
                        row.getString("id"),
                        row.getString("campaign"),
                        row.getString("step"),
                        "QUEUED",
                        instant(row, "due_at"),
                        row.getString("because"),
                        null),
                start,
                RETRACTED);
    }

    private static String state(StartCampaigns.Decision decision) {
        return switch (decision) {
            case StartCampaigns.Decision.Go go -> "STARTED";
            case StartCampaigns.Decision.Nothing nothing -> nothing.state();
        };
    }

    private static String reason(StartCampaigns.Decision decision) {
        return switch (decision) {
            case StartCampaigns.Decision.Go go -> "";
            case StartCampaigns.Decision.Nothing nothing -> nothing.reason();
        };
    }
}
