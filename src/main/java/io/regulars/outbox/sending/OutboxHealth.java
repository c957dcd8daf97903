package io.regulars.outbox.sending;

import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;

/**
 * Down where what is due to an endpoint that works has waited for more than five minutes. Endpoints that are switched off and messages that
 * were given up are told beside it. It is no readiness: a replica that is behind answers requests as well as before.
 */
@Wellness
@ApplicationScoped
class OutboxHealth implements HealthCheck {
    private static final Duration LATE = Duration.ofMinutes(5);
    private static final Duration LATELY = Duration.ofDays(7);

    private final Database database;
    private final InstantSource clock;

    OutboxHealth(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Found(@Nullable Instant oldest, long disabled, long failed) {}

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("outbox");
        Instant now = clock.instant();
        Optional<Found> found = found(now);
        if (found.isEmpty()) {
            return response.status(true).build();
        }
        Instant oldest = found.get().oldest();
        long late =
                oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toSeconds());
        return response.withData("oldestDueSeconds", late)
                .withData("disabledEndpoints", found.get().disabled())
                .withData("failedInSevenDays", found.get().failed())
                .status(late <= LATE.toSeconds())
                .build();
    }

    /** Nothing while the database is away, which its own check tells. */
    private Optional<Found> found(Instant now) {
        try {
            return database.transaction(tx -> tx.first(
                    """
                    select (select min(first.next_at) from endpoint e cross join lateral (
                                select next_at from outbox o where o.endpoint = e.id order by next_at limit 1) first
                            where e.state = 'ON' and e.open_until is null) as oldest,
                           (select count(*) from endpoint where state = 'DISABLED') as disabled,
                           (select count(*) from delivery where state = 'FAILED' and done_at > ?) as failed
                    """,
                    row -> new Found(
                            Transaction.instant(row, "oldest"), row.getLong("disabled"), row.getLong("failed")),
                    now.minus(LATELY)));
        } catch (DatabaseFailure e) {
            return Optional.empty();
        }
    }
}
