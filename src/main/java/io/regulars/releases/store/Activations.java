package io.regulars.releases.store;

import io.regulars.access.AuditLog;
import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.platform.database.Transaction;
import io.regulars.running.ReleaseRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The switches from one release to another: those that are being prepared, and how the others ended. */
public final class Activations {
    /** A coordinator tells of itself several times a second. */
    private static final int SILENCE_SECONDS = 10;

    /** A switch is a handful of statements, so whoever says nothing within it for so long is not at work. */
    private static final String LONGEST_SILENCE_IN_THE_SWITCH = "10s";

    private Activations() {}

    /**
     * A switch that is to be made.
     *
     * @param release null: the business follows the shared release again
     * @param over what has to answer until the switch; null: whatever does
     * @param starts which campaigns follow from what is true at the switch
     * @param by who asked for it
     */
    public record Switch(
            ReleaseScope scope,
            @Nullable ReleaseRef release,
            @Nullable ReleaseRef over,
            SwitchStarts starts,
            String by) {
        @Nullable
        Integer id() {
            return release == null ? null : release.id();
        }

        @Nullable
        String hash() {
            return release == null ? null : release.hash();
        }
    }

    /**
     * Begins a switch: replicas load the release from now on. Heartbeats are of the database's clock, since those of
     * replicas differ.
     *
     * @return the number of the switch; empty while another of that scope is being prepared
     */
    public static Optional<Integer> begin(Transaction transaction, Switch begun) throws SQLException {
        return transaction.first(
                """
                insert into activation (scope, release_id, hash, state, starts, per_day, by, beat_at)
                values (?, ?::integer, ?, 'PREPARING', ?, ?::integer, ?, clock_timestamp())
                on conflict (scope) where state = 'PREPARING' do nothing returning id
                """,
                row -> row.getInt("id"),
                begun.scope.value(),
                begun.id(),
                begun.hash(),
                begun.starts.mode(),
                begun.starts.perDay(),
                begun.by);
    }

    /**
     * Whether what a switch is to be made over still answers. While the switch is being prepared nobody else makes one in its line; of
     * a business without a release of its own the shared one is held until the transaction ends.
     */
    public static boolean isOver(Transaction transaction, Switch wanted) throws SQLException {
        if (wanted.over == null) {
            return true;
        }
        Optional<Integer> own = transaction.first(
                "select release_id from active_release where scope = ? and release_id is not null",
                row -> row.getInt(1),
                wanted.scope.value());
        Optional<Integer> answering = own.isPresent()
                ? own
                : transaction.first(
                        "select release_id from active_release where scope = 0 for share", row -> row.getInt(1));
        return answering.equals(Optional.of(wanted.over.id()));
    }

    /**
     * Makes the switch in this transaction: from its commit on, everything that begins anywhere is answered by the release.
     *
     * @return false if it was given up meanwhile; nothing is changed then
     */
    public static boolean make(Transaction transaction, int activation, Switch made, Instant now) throws SQLException {
        int scope = made.scope.value();
        // or its locks would keep all others from switching for as long as nobody notices that the machine has gone
        transaction.first(
                "select set_config('idle_in_transaction_session_timeout', ?, true)",
                row -> true,
                LONGEST_SILENCE_IN_THE_SWITCH);
        int done = transaction.update(
                "update activation set state = 'DONE', finished_at = ? where id = ? and state = 'PREPARING'",
                now,
                activation);
        if (done == 0) {
            return false;
        }
        transaction.update("""
                insert into active_release (scope, release_id, hash, activation_id, epoch, since)
                values (?, ?::integer, ?, ?, 1, ?)
                on conflict (scope) do update set release_id = excluded.release_id, hash = excluded.hash,
                    activation_id = excluded.activation_id, epoch = active_release.epoch + 1, since = excluded.since
                """, scope, made.id(), made.hash(), activation, now);
        StoredRelease.activated(made.scope, made.id(), now);
        askForEvaluation(transaction, made.scope, activation);
        return notify(transaction);
    }

    /** What the switch to the release that answers in a line was asked for; empty if there was none. */
    public static Optional<SwitchStarts> startsOfActive(Transaction transaction, ReleaseScope scope)
            throws SQLException {
        return transaction.first(
                """
                select s.starts, s.per_day from active_release r join activation s on s.id = r.activation_id
                where r.scope = ?
                """,
                row -> new SwitchStarts(
                        SwitchStarts.Mode.valueOf(row.getString("starts")), row.getObject("per_day", Integer.class)),
                scope.value());
    }

    /** Tells all replicas, when the transaction commits, that there is something to look at. */
    public static boolean notify(Transaction transaction) throws SQLException {
        return transaction
                .first("select pg_notify(?, '')", row -> true, ActivationSignal.CHANNEL)
                .isPresent();
    }

    /** Says that whoever coordinates the switch is alive; false if it was given up meanwhile. */
    public static boolean beat(Transaction transaction, int activation) throws SQLException {
        return transaction.update(
                        "update activation set beat_at = clock_timestamp() where id = ? and state = 'PREPARING'",
                        activation)
                > 0;
    }

    /** A switch that was given up. */
    public record GivenUp(ReleaseScope scope, Optional<ReleaseRef> release, String by, String reason) {
        private static GivenUp read(ResultSet row) throws SQLException {
            return new GivenUp(
                    new ReleaseScope(row.getInt("scope")),
                    ReleaseRef.read(row),
                    row.getString("by"),
                    row.getString("reason"));
        }

        /** Tells in the audit log that whoever asked for it did not get it, and why. */
        public void note(AuditLog audit) {
            String subject = release.map(ReleaseRef::label).orElse("shared");
            audit.record(scope.business(), by, "activation-given-up", subject, reason);
        }
    }

    /** Gives up the switches whose coordinator is silent, so that others can be made; what is being made is not waited for. */
    public static List<GivenUp> giveUpSilent(Transaction transaction, Instant now) throws SQLException {
        return transaction.list(
                """
                update activation set state = 'REJECTED', reason = ?, finished_at = ?
                where id in (
                    select id from activation
                    where state = 'PREPARING' and beat_at < clock_timestamp() - make_interval(secs => ?)
                    for update skip locked)
                returning scope, release_id, hash, by, reason
                """,
                GivenUp::read,
                "The replica that coordinated it has gone; nothing was changed.",
                now,
                SILENCE_SECONDS);
    }

    /** How a switch ended. */
    public record Ending(String state, @Nullable String reason) {
        /** Whether it was made, and not given up. */
        public boolean made() {
            return state.equals("DONE");
        }
    }

    public static Ending ending(Transaction transaction, int activation) throws SQLException {
        return transaction
                .first(
                        "select state, reason from activation where id = ?",
                        row -> new Ending(row.getString("state"), row.getString("reason")),
                        activation)
                .orElseThrow();
    }

    /** Whether clients of a business are still to be evaluated by what was activated. */
    public static boolean isEvaluating(Transaction transaction, BusinessId business) throws SQLException {
        return transaction
                .first("select 1 from release_evaluation where business_id = ?", row -> true, business.value())
                .isPresent();
    }

    /** Whether a switch to that release is being prepared. */
    static boolean prepares(Transaction transaction, int release) throws SQLException {
        return transaction
                .first("select 1 from activation where release_id = ? and state = 'PREPARING'", row -> true, release)
                .isPresent();
    }

    /** Notes why a switch is not made; empty if it was made or given up. */
    public static Optional<GivenUp> reject(Transaction transaction, int activation, String reason, Instant now)
            throws SQLException {
        return transaction.first("""
                update activation set state = 'REJECTED', reason = ?, finished_at = ?
                where id = ? and state = 'PREPARING' returning scope, release_id, hash, by, reason
                """, GivenUp::read, reason, now, activation);
    }

    /** The release that answered for a business at a moment. */
    public static Optional<ReleaseRef> activeAt(Transaction transaction, BusinessId business, Instant moment)
            throws SQLException {
        Optional<ReleaseRef> own = lastAt(transaction, ReleaseScope.of(business), moment);
        return own.isPresent() ? own : lastAt(transaction, ReleaseScope.SHARED, moment);
    }

    private static Optional<ReleaseRef> lastAt(Transaction transaction, ReleaseScope scope, Instant moment)
            throws SQLException {
        return transaction.first("""
                        select release_id, hash from activation
                        where scope = ? and state = 'DONE' and finished_at <= ? order by finished_at desc, id desc limit 1
                        """, ReleaseRef::read, scope.value(), moment).flatMap(found -> found);
    }

    /** Every client of whoever follows that line is evaluated by what is active now; what was begun before is begun anew. */
    private static void askForEvaluation(Transaction transaction, ReleaseScope scope, int activation)
            throws SQLException {
        transaction.update("""
                insert into release_evaluation (business_id, activation_id, beat_at)
                select b.id, ?, clock_timestamp() from business b
                where b.id = ? or ? = 0 and not exists (
                    select 1 from active_release own where own.scope = b.id and own.release_id is not null)
                on conflict (business_id) do update set activation_id = excluded.activation_id, after_client = 0,
                    replica_id = null
                """, activation, scope.value(), scope.value());
    }
}
