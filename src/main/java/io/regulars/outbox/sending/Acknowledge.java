package io.regulars.outbox.sending;

import io.regulars.access.businesses.BusinessId;
import io.regulars.outbox.Attempted;
import io.regulars.outbox.BusinessEvent;
import io.regulars.outbox.DeliveryReport;
import io.regulars.outbox.EndpointKind;
import io.regulars.outbox.EventTypes;
import io.regulars.outbox.HearsOfDelivery;
import io.regulars.outbox.InDoubt;
import io.regulars.outbox.Outbox;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

    /** A row that its receiver took. */
    record Taken(Claim claim, Attempted.Accepted answer) {}

    /**
     * Stores together what receivers took, but what is of clients whom somebody else holds: for those one waits alone, by {@link #attempted}.
     *
     * @return what became of the rows, by their numbers; of those that are missing nothing is stored
     */
    Map<Long, Stored> taken(List<Taken> all, Instant now) {
        return database.transaction(tx -> taken(tx, all, now));
    }

    Map<Long, Stored> taken(Transaction tx, List<Taken> all, Instant now) throws SQLException {
        Set<Long> free = Set.copyOf(tx.list(
                "select id from client where id = any(?) order by id for no key update skip locked",
                row -> row.getLong("id"),
                (Object) all.stream()
                        .flatMap(each -> Stream.ofNullable(each.claim.client()))
                        .distinct()
                        .toArray(Long[]::new)));
        List<Taken> mine = all.stream()
                .filter(each -> each.claim.client() == null || free.contains(each.claim.client()))
                .toList();
        var stored = new HashMap<Long, Stored>();
        mine.forEach(each -> stored.put(each.claim.seq(), Stored.FENCED));
        Set<Long> ended = Set.copyOf(tx.list(
                """
                with gone as (
                    delete from outbox o using unnest(?::bigint[], ?::int[], ?::int[], ?::text[]) as x (number, attempt, answered, remote)
                    where o.seq = x.number and o.state = 'LEASED' and o.lease_by = ? and o.attempts = x.attempt
                    returning o.*, x.answered, x.remote)
                insert into delivery (id, seq, business_id, endpoint, channel, event, client_id, ordered, in_doubt, state, attempts,
                                      give_up_at, last_error, status, remote_id, created_at, done_at)
                select id, seq, business_id, endpoint, channel, event, client_id, ordered, in_doubt, 'SENT', attempts, give_up_at,
                       last_error, coalesce(answered, status), remote, created_at, ?
                from gone returning seq
                """,
                row -> row.getLong("seq"),
                mine.stream().map(each -> each.claim.seq()).toArray(Long[]::new),
                mine.stream().map(each -> each.claim.attempt()).toArray(Integer[]::new),
                mine.stream().map(each -> each.answer.status()).toArray(Integer[]::new),
                mine.stream().map(each -> each.answer.remoteId()).toArray(String[]::new),
                rows.replica(),
                now));
        var reports = new LinkedHashMap<Claim, DeliveryReport>();
        for (Taken each : mine) {
            Claim claim = each.claim;
            if (ended.contains(claim.seq())) {
                stored.put(claim.seq(), Stored.SENT);
                reports.put(
                        claim,
                        new DeliveryReport(
                                claim.id(),
                                claim.business(),
                                claim.channel(),
                                DeliveryReport.State.SENT,
                                now,
                                each.answer.remoteId(),
                                null,
                                false));
            }
        }
        tell(tx, reports);
        return stored;
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
        tell(tx, Map.of(claim, report));
        return Stored.valueOf(state.name());
    }

    private void tell(Transaction tx, Map<Claim, DeliveryReport> ended) throws SQLException {
        if (ended.isEmpty()) {
            return;
        }
        for (HearsOfDelivery hearer : hearers) {
            hearer.heard(tx, List.copyOf(ended.values()));
        }
        var messages = new LinkedHashMap<BusinessId, List<DeliveryReport>>();
        ended.forEach((claim, report) -> {
            boolean event =
                    EventTypes.ALL.contains(claim.event()) || claim.event().equals(EventTypes.PING);
            if (!event && report.state() != DeliveryReport.State.WITHDRAWN) {
                messages.computeIfAbsent(claim.business(), none -> new ArrayList<>())
                        .add(report);
            }
        });
        for (var each : messages.entrySet()) {
            tellOfMessages(tx, each.getKey(), each.getValue());
        }
    }

    /** Endpoints that want to be told what became of messages to clients are, in the transaction that stores it. */
    private void tellOfMessages(Transaction tx, BusinessId business, List<DeliveryReport> reports) throws SQLException {
        Set<String> wanted = outbox.wanted(tx, business);
        outbox.tell(
                tx,
                business,
                reports.stream()
                        .filter(report -> wanted.contains(type(report)))
                        .map(report -> new BusinessEvent(
                                report.id(),
                                type(report),
                                null,
                                Json.MAPPER
                                        .createObjectNode()
                                        .put("id", report.id().toString())
                                        .put("channel", report.channel())
                                        .put("state", report.state().name())
                                        .put("detail", report.detail()),
                                report.at()))
                        .toList());
    }

    private static String type(DeliveryReport report) {
        return report.state() == DeliveryReport.State.SENT ? EventTypes.MESSAGE_SENT : EventTypes.MESSAGE_FAILED;
    }

    private static String shortened(String detail) {
        return detail.length() <= LONGEST_ERROR ? detail : detail.substring(0, LONGEST_ERROR);
    }
}
