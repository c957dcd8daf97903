package io.regulars.outbox.sending;

import io.regulars.outbox.Attempted;
import io.regulars.outbox.Endpoint;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Leaves an endpoint alone that does not work. It is kept in the endpoint's row, so all replicas leave it alone: ten failures in a row, or
 * half of fifty attempts within a minute, open it for 30 seconds, then for twice as long each time, up to ten minutes. Then one attempt
 * shows whether it closes. After five days of failures the endpoint is switched off.
 */
@ApplicationScoped
class Breaker {
    private static final Logger LOG = Logger.getLogger(Breaker.class);
    private static final int IN_A_ROW = 10;
    private static final int WITHIN_A_MINUTE = 50;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LONGEST_TEXT = 500;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_OPEN = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(24);
    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(5);

    private final Database database;
    private final Map<Integer, Window> windows = new ConcurrentHashMap<>();

    Breaker(Database database) {
        this.database = database;
    }

    /** Attempts of this replica since a moment. */
    private record Window(Instant since, int attempts, int failures) {
        Window with(boolean failed, Instant now) {
            Window base = now.isBefore(since.plus(MINUTE)) ? this : new Window(now, 0, 0);
            return new Window(base.since, base.attempts + 1, base.failures + (failed ? 1 : 0));
        }

        boolean tooMany() {
            return attempts >= WITHIN_A_MINUTE && failures * 2 >= attempts;
        }
    }

    /**
     * Notes what came of an attempt. An answer about one message alone says that the endpoint is well.
     *
     * @param probe whether it was the one attempt of an open breaker
     */
    void attempted(Endpoint endpoint, Attempted came, boolean probe, Instant now) {
        switch (came) {
            case Attempted.Accepted _, Attempted.Refused _ -> works(endpoint, probe, now);
            case Attempted.NotTaken again when again.endpointIsWell() -> works(endpoint, probe, now);
            case Attempted.NotTaken again -> fails(endpoint, again.detail(), again.pause(), probe, now);
            case Attempted.InTheDark dark -> fails(endpoint, dark.detail(), null, probe, now);
            case Attempted.Gone gone -> gone(endpoint, gone.detail(), now);
        }
    }

    private void works(Endpoint endpoint, boolean probe, Instant now) {
        count(endpoint, false, now);
        // an endpoint that was well is not written: all attempts would wait for its row
        if (endpoint.failures() > 0 || probe) {
            database.transaction(tx -> tx.update(
                    "update endpoint set failures = 0, failing_since = null, opened = 0, open_until = null where id ="
                            + " ?",
                    endpoint.id()));
        }
    }

    /** How an endpoint stands in its row. */
    private record Standing(
            int failures,
            Instant failingSince,
            int opened,
            @Nullable Instant openUntil) {}

    private void fails(Endpoint endpoint, String detail, @Nullable Duration pause, boolean probe, Instant now) {
        boolean tooMany = count(endpoint, true, now).tooMany();
        boolean givenUp = database.transaction(tx -> {
            Standing before = tx.first(
                            "select failures, failing_since, opened, open_until from endpoint where id = ? for update",
                            row -> new Standing(
                                    row.getInt("failures"),
                                    Objects.requireNonNullElse(Transaction.instant(row, "failing_since"), now),
                                    row.getInt("opened"),
                                    Transaction.instant(row, "open_until")),
                            endpoint.id())
                    .orElseThrow();
            Standing after = after(before, pause, probe, tooMany, now);
            boolean longEnough = endpoint.business() != null
                    && !after.failingSince.plus(GIVEN_UP_AFTER).isAfter(now);
            tx.update(
                    """
                    update endpoint set failures = ?, failing_since = ?, opened = ?, open_until = ?, last_failure = ?,
                        state = case when ? and state = 'ON' then 'DISABLED' else state end,
                        state_reason = case when ? and state = 'ON' then 'nothing was taken for five days' else state_reason end
                    where id = ?
                    """,
                    after.failures,
                    after.failingSince,
                    after.opened,
                    after.openUntil,
                    detail.substring(0, Math.min(detail.length(), LONGEST_TEXT)),
                    longEnough,
                    longEnough,
                    endpoint.id());
            return longEnough;
        });
        if (givenUp) {
            LOG.warnf("Endpoint %d is switched off: it has taken nothing for five days.", endpoint.id());
        }
    }

    private static Standing after(
            Standing before, @Nullable Duration pause, boolean probe, boolean tooMany, Instant now) {
        int failures = before.failures + 1;
        boolean closed = before.openUntil == null || !before.openUntil.isAfter(now);
        // what was under way when it opened does not open it further
        boolean trips = probe || closed && (failures >= IN_A_ROW || tooMany);
        Instant until = before.openUntil;
        if (trips) {
            until = now.plus(shorter(FIRST_PAUSE.multipliedBy(1L << Math.min(before.opened, 10)), LONGEST_OPEN));
        }
        if (pause != null) {
            Instant asked = now.plus(shorter(pause, LONGEST_PAUSE));
            until = until == null || asked.isAfter(until) ? asked : until;
        }
        return new Standing(failures, before.failingSince, before.opened + (trips ? 1 : 0), until);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Window count(Endpoint endpoint, boolean failed, Instant now) {
        return windows.compute(
                endpoint.id(), (id, known) -> (known == null ? new Window(now, 0, 0) : known).with(failed, now));
    }

    private void gone(Endpoint endpoint, String detail, Instant now) {
        int disabled = database.transaction(tx -> tx.update(
                "update endpoint set state = 'DISABLED', state_reason = ?, changed_at = ? where id = ? and state ="
                        + " 'ON'",
                detail,
                now,
                endpoint.id()));
        if (disabled > 0) {
            LOG.warnf("Endpoint %d is switched off: %s", endpoint.id(), detail);
        }
    }
}
