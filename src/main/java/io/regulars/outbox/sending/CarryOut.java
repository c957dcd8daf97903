package io.regulars.outbox.sending;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.regulars.outbox.Attempted;
import io.regulars.outbox.Carrier;
import io.regulars.outbox.Endpoint;
import io.regulars.outbox.EndpointKind;
import io.regulars.outbox.InDoubt;
import io.regulars.outbox.Parcel;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.tracing.Spans;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what is due: claims rows in one transaction, lets a thread each do the sending without any, and acknowledges in another. An
 * endpoint has as many attempts under way as its kind allows, so a slow one does not keep others waiting.
 */
@ApplicationScoped
public class CarryOut {
    private static final Logger LOG = Logger.getLogger(CarryOut.class);
    /** What a lease lasts longer than the attempt. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final int MOST_OF_A_KIND = 8;
    private static final int OVERDUE = 100;
    private static final int ACKNOWLEDGED_AT_ONCE = 5;
    private static final long LOOK_AGAIN_MILLIS = 200;
    /** From the moment on at which the service is told to stop. */
    private static final Duration FINISH = Duration.ofSeconds(28);

    private final ClaimRows rows;
    private final Acknowledge acknowledge;
    private final Breaker breaker;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Spans spans;
    private final Map<EndpointKind, Carrier> carriers = new EnumMap<>(EndpointKind.class);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("carry-out-", 0).factory());

    private final Map<Integer, AtomicInteger> ofEndpoint = new ConcurrentHashMap<>();
    private final Map<EndpointKind, AtomicInteger> ofKind = new EnumMap<>(EndpointKind.class);
    private final AtomicInteger underWay = new AtomicInteger();
    /** Tells that an attempt has ended, so more may be claimed. */
    private final Semaphore ended = new Semaphore(0);
    /** Attempts that end together do not take all connections of the pool. */
    private final Semaphore acknowledging = new Semaphore(ACKNOWLEDGED_AT_ONCE);
    /** What ends while a transaction stores what ended before is stored by the next. */
    private final Semaphore storing = new Semaphore(1);

    private final Queue<ToStore> taken = new ConcurrentLinkedQueue<>();

    private volatile boolean stopping;
    private volatile long stoppingSince;

    CarryOut(
            ClaimRows rows,
            Acknowledge acknowledge,
            Breaker breaker,
            InstantSource clock,
            MeterRegistry meters,
            Spans spans,
            @All List<Carrier> carriers) {
        this.rows = rows;
        this.acknowledge = acknowledge;
        this.breaker = breaker;
        this.clock = clock;
        this.meters = meters;
        this.spans = spans;
        carriers.forEach(carrier -> this.carriers.put(carrier.kind(), carrier));
        for (EndpointKind kind : EndpointKind.values()) {
            ofKind.put(kind, new AtomicInteger());
        }
    }

    /** Carries out all that is due, and what becomes due meanwhile; says how many attempts were made, whatever came of them. */
    public int carryOut() {
        Instant begun = clock.instant();
        rows.overdue(begun, MARGIN, OVERDUE).forEach(claim -> end(claim, claim.abandoned(), begun));
        int claimed = 0;
        while (!stopping) {
            ended.drainPermits();
            // what ended before this was asked has let go what waited for it
            boolean idle = underWay.get() == 0;
            int now = claim();
            claimed += now;
            if (now == 0 && (idle || !oneEnded())) {
                break;
            }
        }
        return claimed;
    }

    /** Waits a while for an attempt to end; false if the thread is to stop. */
    private boolean oneEnded() {
        try {
            boolean _ = ended.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int claim() {
        Instant now = clock.instant();
        int claimed = 0;
        for (ClaimRows.Due due : rows.dueEndpoints(now)) {
            Carrier carrier = carriers.get(due.endpoint().kind());
            if (carrier != null && !stopping) {
                claimed += claim(due, carrier, now);
            }
        }
        return claimed;
    }

    private int claim(ClaimRows.Due due, Carrier carrier, Instant now) {
        Endpoint endpoint = due.endpoint();
        int mine = ofEndpoint(endpoint).get();
        int most = endpoint.kind().inFlight();
        int room =
                Math.min(most - mine, MOST_OF_A_KIND * most - ofKind(endpoint).get());
        // a claim for each single row that has gone would cost more than the sending
        if (room <= 0 || room * 2 < most && mine > 0) {
            return 0;
        }
        Duration lease = carrier.longest().plus(MARGIN);
        if (due.probe()) {
            if (!rows.takeProbe(endpoint, now, lease)) {
                return 0;
            }
            room = 1;
        }
        List<Claim> claims = rows.claim(endpoint, now, lease, room);
        for (Claim claim : claims) {
            start(claim, endpoint, carrier, due.probe());
        }
        return claims.size();
    }

    private void start(Claim claim, Endpoint endpoint, Carrier carrier, boolean probe) {
        begins(endpoint);
        try {
            threads.execute(() -> attempt(claim, endpoint, carrier, probe));
        } catch (RejectedExecutionException e) {
            ends(endpoint);
            // the service stops: whoever runs does it at once, and the attempt does not count
            rows.giveBack(claim, clock.instant());
        }
    }

    private void begins(Endpoint endpoint) {
        ofEndpoint(endpoint).incrementAndGet();
        ofKind(endpoint).incrementAndGet();
        underWay.incrementAndGet();
    }

    private void ends(Endpoint endpoint) {
        ofEndpoint(endpoint).decrementAndGet();
        ofKind(endpoint).decrementAndGet();
        underWay.decrementAndGet();
        ended.release();
    }

    private AtomicInteger ofEndpoint(Endpoint endpoint) {
        return ofEndpoint.computeIfAbsent(endpoint.id(), id -> new AtomicInteger());
    }

    private AtomicInteger ofKind(Endpoint endpoint) {
        return Objects.requireNonNull(ofKind.get(endpoint.kind()));
    }

    private void attempt(Claim claim, Endpoint endpoint, Carrier carrier, boolean probe) {
        try {
            if (claim.abandoned() && !endpoint.kind().honoursIds() && claim.inDoubt() == InDoubt.ASSUME_SENT) {
                end(claim, true, clock.instant());
                return;
            }
            if (claim.body().length == 0) {
                acknowledge.erased(claim, clock.instant());
                return;
            }
            if (claim.giveUpAt().isBefore(clock.instant())) {
                end(claim, false, clock.instant());
                return;
            }
            Timer.Sample sample = Timer.start(meters);
            Attempted came = spans.root(
                    "send " + endpoint.kind().word(),
                    SpanKind.CLIENT,
                    Attributes.of(Spans.ENDPOINT_KIND, endpoint.kind().word()),
                    () -> tried(claim, endpoint, carrier));
            acknowledge(claim, endpoint, came, probe, sample);
        } catch (InterruptedException e) {
            // the lease ends, and another replica does it
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf(
                    "What came of %s is not stored; it is due again when its lease ends: %s",
                    claim.id(), e.getMessage());
        } finally {
            ends(endpoint);
        }
    }

    private Attempted tried(Claim claim, Endpoint endpoint, Carrier carrier) throws InterruptedException {
        Attempted came = carried(claim, endpoint, carrier);
        Span.current().setAttribute(Spans.OUTCOME, came.getClass().getSimpleName());
        return came;
    }

    private Attempted carried(Claim claim, Endpoint endpoint, Carrier carrier) throws InterruptedException {
        try {
            return carrier.carry(new Parcel(
                    claim.id(), claim.event(), claim.key(), claim.attempt(), claim.body(), endpoint, clock.instant()));
        } catch (ProblemException e) {
            return new Attempted.NotTaken(null, e.detail());
        } catch (RuntimeException e) {
            LOG.errorf(e, "An attempt to carry out %s ended by a fault of ours.", claim.id());
            return new Attempted.InTheDark("a fault of ours: " + e.getClass().getSimpleName());
        }
    }

    /** An attempt whose receiver took it, while that is not stored yet. */
    private static final class ToStore {
        private final Acknowledge.Taken taken;
        /** Null: it is stored alone, or nobody has stored it yet. */
        private volatile Acknowledge.@Nullable Stored stored;

        ToStore(Acknowledge.Taken taken) {
            this.taken = taken;
        }
    }

    private void acknowledge(Claim claim, Endpoint endpoint, Attempted came, boolean probe, Timer.Sample sample)
            throws InterruptedException {
        Acknowledge.Stored stored = came instanceof Attempted.Accepted accepted
                ? together(new ToStore(new Acknowledge.Taken(claim, accepted)))
                : null;
        Instant now = clock.instant();
        if (stored == null) {
            acknowledging.acquire();
            try {
                stored = acknowledge.attempted(claim, endpoint.kind(), came, now);
            } finally {
                acknowledging.release();
            }
        }
        count(stored, claim, endpoint, sample);
        breaker.attempted(endpoint, came, probe, now);
    }

    /** Whoever comes first stores for all that ended meanwhile; null: it has to be stored alone. */
    private Acknowledge.@Nullable Stored together(ToStore mine) throws InterruptedException {
        taken.add(mine);
        storing.acquire();
        try {
            var all = new ArrayList<ToStore>();
            for (ToStore each = taken.poll(); each != null; each = taken.poll()) {
                all.add(each);
            }
            if (!all.isEmpty()) {
                store(all);
            }
        } finally {
            storing.release();
        }
        return mine.stored;
    }

    private void store(List<ToStore> all) {
        try {
            Map<Long, Acknowledge.Stored> stored =
                    acknowledge.taken(all.stream().map(each -> each.taken).toList(), clock.instant());
            all.forEach(each -> each.stored = stored.get(each.taken.claim().seq()));
        } catch (RuntimeException e) {
            LOG.warnf("What receivers took is stored one by one, since together it failed: %s", e.getMessage());
        }
    }

    private void count(Acknowledge.Stored stored, Claim claim, Endpoint endpoint, Timer.Sample sample) {
        sample.stop(meters.timer(
                "regulars.delivery",
                "kind",
                endpoint.kind().word(),
                "outcome",
                stored.name().toLowerCase(Locale.ROOT)));
        if (stored == Acknowledge.Stored.FENCED) {
            LOG.warnf(
                    "The lease of %s was lost before its attempt %d ended; another replica has it.",
                    claim.id(), claim.attempt());
            meters.counter("regulars.delivery.fenced").increment();
        } else if (stored == Acknowledge.Stored.UNCERTAIN) {
            meters.counter("regulars.uncertain").increment();
        }
    }

    private void end(Claim claim, boolean inDoubt, Instant now) {
        if (inDoubt) {
            acknowledge.abandoned(claim, now);
            meters.counter("regulars.uncertain").increment();
        } else {
            acknowledge.tooLate(claim, now);
        }
    }

    /** Claims nothing more, while requests in flight come to their end. */
    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        claimNoMore();
    }

    private void claimNoMore() {
        if (!stopping) {
            stoppingSince = System.nanoTime();
            stopping = true;
        }
    }

    /** Lets what is under way come to its end. */
    void stop(@Observes @Priority(10) ShutdownEvent event) {
        claimNoMore();
        threads.shutdown();
        try {
            long left = FINISH.toNanos() - (System.nanoTime() - stoppingSince);
            if (!threads.awaitTermination(left, TimeUnit.NANOSECONDS)) {
                LOG.warnf("%d attempts did not end in time; they are due again when their leases end.", underWay.get());
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
