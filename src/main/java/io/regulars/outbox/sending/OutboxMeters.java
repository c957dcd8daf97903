package io.regulars.outbox.sending;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.regulars.outbox.EndpointKind;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** How much waits, and for how long, by kind of endpoint: never by business, client or address. */
@Startup
@ApplicationScoped
class OutboxMeters {
    private final Database database;
    private final InstantSource clock;
    private final Map<EndpointKind, Waiting> waiting = new EnumMap<>(EndpointKind.class);

    OutboxMeters(Database database, InstantSource clock, MeterRegistry meters) {
        this.database = database;
        this.clock = clock;
        for (EndpointKind kind : EndpointKind.values()) {
            waiting.put(kind, Waiting.NOTHING);
            for (State state : State.values()) {
                Gauge.builder("regulars.outbox.rows", () -> of(kind).rows(state))
                        .tag("endpoint_kind", kind.word())
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .register(meters);
            }
            Gauge.builder("regulars.outbox.oldest.seconds", () -> of(kind).oldestSeconds)
                    .tag("endpoint_kind", kind.word())
                    .register(meters);
            Gauge.builder("regulars.breaker.open", () -> of(kind).open)
                    .tag("endpoint_kind", kind.word())
                    .register(meters);
        }
    }

    /** What a row of the outbox is. */
    enum State {
        READY,
        LEASED
    }

    /**
     * What waits for endpoints of a kind.
     *
     * @param oldestSeconds how late the oldest due row of an endpoint is that is on
     * @param open how many of them are left alone since they fail
     */
    private record Waiting(long ready, long leased, double oldestSeconds, long open) {
        static final Waiting NOTHING = new Waiting(0, 0, 0, 0);

        double rows(State state) {
            return state == State.READY ? ready : leased;
        }
    }

    private synchronized Waiting of(EndpointKind kind) {
        return Objects.requireNonNull(waiting.get(kind));
    }

    /** Counts anew; what was counted stands until the next time, so reading the meters asks nothing. */
    @Scheduled(identity = "count-outbox", every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        Instant now = clock.instant();
        record Counted(EndpointKind kind, Waiting waiting) {}
        List<Counted> counted = database.transaction(tx -> tx.list(
                """
                select e.kind, sum(o.ready) as ready, sum(o.leased) as leased,
                       min(o.oldest) filter (where e.state = 'ON') as oldest, count(*) filter (where e.open_until > ?) as open
                from endpoint e
                left join (select endpoint, count(*) filter (where state = 'READY') as ready,
                                  count(*) filter (where state = 'LEASED') as leased, min(next_at) as oldest
                           from outbox group by endpoint) o on o.endpoint = e.id
                group by e.kind
                """,
                row -> {
                    Instant oldest = Transaction.instant(row, "oldest");
                    double late =
                            oldest == null ? 0 : Duration.between(oldest, now).toMillis() / 1_000.0;
                    return new Counted(
                            EndpointKind.valueOf(row.getString("kind")),
                            new Waiting(
                                    row.getLong("ready"),
                                    row.getLong("leased"),
                                    Math.max(0, late),
                                    row.getLong("open")));
                },
                now));
        synchronized (this) {
            counted.forEach(one -> waiting.put(one.kind, one.waiting));
        }
    }
}
