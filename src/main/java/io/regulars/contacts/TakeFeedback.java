package io.regulars.contacts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.regulars.activity.ActivityBody;
import io.regulars.activity.StoreActivity;
import io.regulars.campaigns.ledger.WithdrawMarketing;
import io.regulars.clients.ConsentMethod;
import io.regulars.contacts.StopMarketing.Wish;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Takes what came back of a message: once for each message and kind, in whatever order it is told. It becomes an activity, so rules see
 * it; a bounce may close the address, and a complaint stops marketing.
 */
@ApplicationScoped
class TakeFeedback {
    private static final int MOST_TRANSIENT = 3;
    private static final Duration WITHIN = Duration.ofDays(30);
    private static final Duration SPREAD = Duration.ofDays(7);
    private static final Duration CLOSED = Duration.ofDays(90);

    private final Database database;
    private final Suppressions suppressions;
    private final StopMarketing stop;
    private final WithdrawMarketing withdraw;
    private final StoreActivity activities;
    private final EvaluatesClients evaluates;
    private final MeterRegistry meters;
    private final InstantSource clock;

    TakeFeedback(
            Database database,
            Suppressions suppressions,
            StopMarketing stop,
            WithdrawMarketing withdraw,
            StoreActivity activities,
            EvaluatesClients evaluates,
            MeterRegistry meters,
            InstantSource clock) {
        this.database = database;
        this.suppressions = suppressions;
        this.stop = stop;
        this.withdraw = withdraw;
        this.activities = activities;
        this.evaluates = evaluates;
        this.meters = meters;
        this.clock = clock;
    }

    /** Takes it; false if it was told before. */
    boolean take(SentMessage message, Feedback feedback) {
        // asked before the transaction, since the running release is read in one of its own
        Set<String> services = withdraw.services(message.business());
        boolean news = database.transaction(tx -> take(tx, message, feedback, services));
        if (news && feedback.bounce() != null) {
            String kind = feedback.bounce().name().toLowerCase(Locale.ROOT);
            meters.counter("regulars.bounces", "kind", kind).increment();
        }
        if (news && feedback.type() == FeedbackType.COMPLAINED) {
            meters.counter("regulars.complaints").increment();
        }
        return news;
    }

    private boolean take(Transaction tx, SentMessage message, Feedback feedback, Set<String> services)
            throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<String> living = lock(tx, message);
        if (!store(tx, message, feedback, now)) {
            return false;
        }
        closeOrOpen(tx, message, feedback);
        if (feedback.type() == FeedbackType.COMPLAINED) {
            stop.stop(tx, message, new Wish(false, SuppressionReason.COMPLAINED, ConsentMethod.COMPLAINT), services);
        }
        if (living.isPresent() && feedback.bounce() != BounceKind.OURS) {
            becomesActivity(tx, message, feedback, living.get(), now);
        }
        return true;
    }

    /** Locks the client whom the message went to, and gives their id; empty if they were erased. */
    private static Optional<String> lock(Transaction tx, SentMessage message) throws SQLException {
        return tx.first(
                        "select external_id, erased_at from client where id = ? for update",
                        row -> Transaction.instant(row, "erased_at") == null
                                ? Optional.of(row.getString("external_id"))
                                : Optional.<String>empty(),
                        message.client())
                .orElseThrow();
    }

    private static boolean store(Transaction tx, SentMessage message, Feedback feedback, Instant now)
            throws SQLException {
        return tx.update(
                        """
                        insert into feedback (action_id, kind, business_id, client_id, channel, address_hash, status, at, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (action_id, kind) do nothing
                        """,
                        message.action(),
                        feedback.key(),
                        message.business().value(),
                        message.client(),
                        message.channel(),
                        message.addressHash(),
                        feedback.status(),
                        feedback.at(),
                        now)
                > 0;
    }

    private void closeOrOpen(Transaction tx, SentMessage message, Feedback feedback) throws SQLException {
        byte[] hash = message.addressHash();
        if (hash == null) {
            return;
        }
        if (feedback.bounce() == BounceKind.PERMANENT) {
            suppressions.add(
                    tx, message.business(), message.channel(), hash, SuppressionReason.BOUNCED, feedback.at(), null);
        } else if (feedback.bounce() == BounceKind.TRANSIENT || feedback.type() == FeedbackType.DELIVERED) {
            rate(tx, message, hash);
        }
    }

    /** The messages that bounced in the time before the last one that did, since the last that was delivered. */
    private record Run(int messages, Instant first, Instant last) {
        boolean closes() {
            return messages >= MOST_TRANSIENT && !last.isBefore(first.plus(SPREAD));
        }
    }

    /** Looks at all that is known of the address, so the order in which it was told makes no difference. */
    private void rate(Transaction tx, SentMessage message, byte[] hash) throws SQLException {
        // two clients may share the address, and each sees the other's bounce
        tx.first("select pg_advisory_xact_lock(hashtextextended(encode(?, 'hex'), ?))", row -> true, hash, (long)
                message.business().value());
        Optional<Run> run = tx.first(
                        """
                        with known as (
                            select kind, at from feedback where business_id = ? and address_hash = ? and channel = ?),
                        newest as (select max(at) as at from known where kind = 'BOUNCED_TRANSIENT'),
                        delivered as (
                            select coalesce(max(at), '-infinity') as at from known where kind = 'DELIVERED')
                        select count(*) as messages, min(k.at) as first, max(k.at) as last
                        from known k, newest n, delivered d
                        where k.kind = 'BOUNCED_TRANSIENT' and k.at > d.at and k.at > n.at - ?::interval
                        """,
                        row -> row.getInt("messages") == 0
                                ? Optional.<Run>empty()
                                : Optional.of(new Run(
                                        row.getInt("messages"),
                                        requireNonNull(Transaction.instant(row, "first")),
                                        requireNonNull(Transaction.instant(row, "last")))),
                        message.business().value(),
                        hash,
                        message.channel(),
                        WITHIN.toString())
                .orElseThrow();
        suppressions.remove(tx, message.business(), message.channel(), hash, SuppressionReason.BOUNCING);
        if (run.isPresent() && run.get().closes()) {
            Instant last = run.get().last();
            suppressions.add(
                    tx,
                    message.business(),
                    message.channel(),
                    hash,
                    SuppressionReason.BOUNCING,
                    last,
                    last.plus(CLOSED));
        }
    }

    private void becomesActivity(Transaction tx, SentMessage message, Feedback feedback, String client, Instant now)
            throws SQLException {
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("channel", message.channel())
                .put("campaign", message.campaign())
                .put("step", message.step())
                .put("action", message.action().toString());
        if (feedback.bounce() != null) {
            data.put("permanent", feedback.bounce() == BounceKind.PERMANENT);
        }
        var body = new ActivityBody(
                message.action() + ":" + feedback.key().toLowerCase(Locale.ROOT),
                client,
                feedback.type().activity(),
                feedback.at(),
                data);
        StoreActivity.Stored stored = activities.store(tx, message.business(), body, now, now);
        if (stored.changed()) {
            evaluates.evaluate(tx, message.business(), stored);
        }
    }
}
