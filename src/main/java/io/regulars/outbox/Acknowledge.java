package io.regulars.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.Database;
import io.regulars.platform.Json;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores what came of an attempt, and tells whoever waits for it, in one transaction. Only the holder of the lease may: what another has
 * claimed meanwhile is that one's to acknowledge.
 */
@ApplicationScoped
class Acknowledge {
    private static final int LONGEST_ERROR = 500;

    private final Database database;
    private final ClaimRows rows;
    private final Outbox outbox;
    private final Instance<HearsOfDelivery> hearers;

    Acknowledge(Database database, ClaimRows rows, Outbox outbox, Instance<HearsOfDelivery> hearers) {
        this.database = database;
        this.rows = rows;
        this.outbox = outbox;
        this.hearers = hearers;
    }

    /** What became of the row. */
    enum Stored {
        SENT,
        RETRIED,
        FAILED,
        UNCERTAIN,
        WITHDRAWN,
        /** The lease was lost, and nothing was stored. */
        FENCED
    }

    /** Stores what came of an attempt to carry a row to an endpoint of that kind. */
    Stored attempted(Claim claim, EndpointKind kind, Attempted came, Instant now) {
        return database.transaction(tx -> switch (came) {
            case Attempted.Accepted accepted ->
                end(tx, claim, DeliveryReport.State.SENT, accepted.status(), accepted.remoteId(), null, false, now);
            case Attempted.Refused refused ->
                end(
                        tx,
                        claim,
                        DeliveryReport.State.FAILED,
                        refused.status(),
                        null,
                        refused.detail(),
                        refused.badAddress(),
                        now);
            case Attempted.NotTaken again -> again(tx, claim, kind, again.status(), again.detail(), again.pause(), now);
            case Attempted.Gone gone -> again(tx, claim, kind, gone.status(), gone.detail(), null, now);
            case Attempted.InTheDark dark ->
                kind.honoursIds() || claim.inDoubt() == InDoubt.RESEND
                        ? again(tx, claim, kind, null, dark.detail(), null, now)
                        : uncertain(tx, claim, dark.detail(), now);
        });
    }

    /** Stores that nobody can tell what came of it. */
    Stored abandoned(Claim claim, Instant now) {
        return database.transaction(
                tx -> uncertain(tx, claim, "the replica that sent it ended before it said what came of it", now));
    }

    /** Stores that its time was over before it went out. */
    Stored tooLate(Claim claim, Instant now) {
        return database.transaction(tx -> end(
                tx,
                claim,
                DeliveryReport.State.FAILED,
                null,
                null,
                "its time was over before it could go out",
                false,
                now));
    }

    /** Stores that there is nothing to send any more: the client was erased while somebody tried. */
    Stored erased(Claim claim, Instant now) {
        return database.transaction(
                tx -> end(tx, claim, DeliveryReport.State.WITHDRAWN, null, null, "the client was erased", false, now));
    }

    private Stored uncertain(Transaction tx, Claim claim, String detail, Instant now) throws SQLException {
        return end(tx, claim, DeliveryReport.State.UNCERTAIN, null, null, detail, false, now);
    }

    private Stored again(
            Transaction tx,
            Claim claim,
            EndpointKind kind,
            @Nullable Integer status,
            String detail,
            @Nullable Duration pause,
            Instant now)
            throws SQLException {
        Optional<Instant> next = RetrySchedule.waitAfter(kind, claim.attempt(), claim.id())
                .map(wait -> now.plus(pause == null || pause.compareTo(wait) < 0 ? wait : pause))
                .filter(moment -> !moment.isAfter(claim.giveUpAt()));
        if (next.isEmpty()) {
            return end(tx, claim, DeliveryReport.State.FAILED, status, null, detail, false, now);
        }
        int retried =
                tx.update("""
                update outbox set state = 'READY', lease_by = null, next_at = ?, last_error = ?, status = ?
                where seq = ? and state = 'LEASED' and lease_by = ? and attempts = ? and withdrawn is null
                """, next.get(), shortened(detail), status, claim.seq(), rows.replica(), claim.attempt());
        if (retried > 0) {
            if (kind.ordered()) {
                letFollowersWait(tx, claim, next.get());
            }
            return Stored.RETRIED;
        }
        return end(tx, claim, DeliveryReport.State.WITHDRAWN, status, null, detail, false, now);
    }

    /**
     * What must not go before it is due no earlier, so a claim does not walk over it: of 100,000 rows of 5,000 clients whose first ones
     * wait, a claim tried 95,000 in vain, in a second; so it reads none of them.
     */
    private static void letFollowersWait(Transaction tx, Claim first, Instant next) throws SQLException {
        tx.update("""
                update outbox f set next_at = ? from outbox o
                where o.seq = ? and f.ordered and f.endpoint = o.endpoint and f.client_id = o.client_id and f.seq > o.seq
                  and f.state = 'READY' and f.next_at < ?
                """, next, first.seq(), next);
    }

    private Stored end(
            Transaction tx,
            Claim claim,
            DeliveryReport.State state,
            @Nullable Integer status,
            @Nullable String remoteId,
            @Nullable String detail,
            boolean badAddress,
            Instant now)
            throws SQLException {
        int ended = tx.update(
                """
                with gone as (
                    delete from outbox where seq = ? and state = 'LEASED' and lease_by = ? and attempts = ? returning *)
                insert into delivery (id, seq, business_id, endpoint, channel, event, client_id, ordered, in_doubt, state, attempts,
                                      give_up_at, last_error, status, remote_id, created_at, done_at)
                select id, seq, business_id, endpoint, channel, event, client_id, ordered, in_doubt, ?, attempts, give_up_at,
                       coalesce(?, last_error), coalesce(?, status), ?, created_at, ?
                from gone
                """,
                claim.seq(),
                rows.replica(),
                claim.attempt(),
                state,
                detail == null ? null : shortened(detail),
                status,
                remoteId,
                now);
        if (ended == 0) {
            return Stored.FENCED;
        }
        var report = new DeliveryReport(
                claim.id(), claim.business(), claim.channel(), state, now, remoteId, detail, badAddress);
        for (HearsOfDelivery hearer : hearers) {
            hearer.heard(tx, report);
        }
        tellOfMessage(tx, claim, report);
        return Stored.valueOf(state.name());
    }

    /** Endpoints that want to be told what became of messages to clients are, in the transaction that stores it. */
    private void tellOfMessage(Transaction tx, Claim claim, DeliveryReport report) throws SQLException {
        String type = report.state() == DeliveryReport.State.SENT ? EventTypes.MESSAGE_SENT : EventTypes.MESSAGE_FAILED;
        boolean event = EventTypes.ALL.contains(claim.event()) || claim.event().equals(EventTypes.PING);
        if (event
                || report.state() == DeliveryReport.State.WITHDRAWN
                || !outbox.wanted(tx, claim.business()).contains(type)) {
            return;
        }
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("id", claim.id().toString())
                .put("channel", claim.channel())
                .put("state", report.state().name())
                .put("detail", report.detail());
        outbox.tell(tx, claim.business(), List.of(new BusinessEvent(claim.id(), type, null, data, report.at())));
    }

    private static String shortened(String detail) {
        return detail.length() <= LONGEST_ERROR ? detail : detail.substring(0, LONGEST_ERROR);
    }
}
