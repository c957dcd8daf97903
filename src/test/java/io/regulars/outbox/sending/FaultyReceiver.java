package io.regulars.outbox.sending;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.regulars.outbox.Attempted;
import io.regulars.outbox.Carrier;
import io.regulars.outbox.EndpointKind;
import io.regulars.outbox.HearsOfDelivery;
import io.regulars.outbox.Outbox;
import io.regulars.outbox.Parcel;
import io.regulars.platform.database.Database;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import io.regulars.platform.tracing.Spans;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What takes everything in the end, after faults drawn by chance on either side of it. */
final class FaultyReceiver implements Carrier {
    static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(15);

    private final AtomicInteger tried = new AtomicInteger();
    private final Random random;
    private final AtomicInteger faults;
    private final int most;
    private final List<Fault> kinds;
    private final Consumer<Parcel> taken;
    private final Runnable lasts;

    /** Where it fails. */
    enum Fault {
        /** The replica ends after its claim, before it sends (points 5 and 6). */
        ENDS_BEFORE,
        /** The replica ends after the receiver took it, before that is stored (point 7). */
        ENDS_AFTER,
        /** The receiver took it, and the answer is lost. */
        ANSWER_LOST,
        /** The receiver does not take it. */
        NOT_TAKEN,
        /** The attempt lasts longer than its lease, and another replica makes it too. */
        TOO_SLOW
    }

    /**
     * A receiver.
     *
     * @param faults counts them, with those of others
     * @param most after so many faults there are no more
     * @param kinds which there are
     * @param taken told of each parcel as often as it is taken, one at a time
     * @param lasts lets time go on by more than a lease
     */
    FaultyReceiver(
            Random random, AtomicInteger faults, int most, List<Fault> kinds, Consumer<Parcel> taken, Runnable lasts) {
        this.random = random;
        this.faults = faults;
        this.most = most;
        this.kinds = kinds;
        this.taken = taken;
        this.lasts = lasts;
    }

    /** A replica that carries out to it. */
    CarryOut replica(Database database, Outbox outbox, Instance<HearsOfDelivery> hearers, InstantSource clock) {
        var rows = new ClaimRows(database);
        return new CarryOut(
                rows,
                new Acknowledge(database, rows, outbox, hearers),
                new Breaker(database),
                clock,
                new SimpleMeterRegistry(),
                new Spans(OpenTelemetry.noop()),
                List.of(this));
    }

    /** How often it was tried to reach it. */
    int tried() {
        return tried.get();
    }

    @Override
    public EndpointKind kind() {
        return EndpointKind.WEBHOOK;
    }

    @Override
    public Duration longest() {
        return LONGEST_ATTEMPT;
    }

    @Override
    public Attempted carry(Parcel parcel) throws InterruptedException {
        tried.incrementAndGet();
        Fault fault = fault(parcel.attempt());
        if (fault == Fault.ENDS_BEFORE) {
            throw new InterruptedException("the replica ended before it sent");
        }
        if (fault == Fault.NOT_TAKEN) {
            return new Attempted.NotTaken(503, "not now", true, null);
        }
        synchronized (this) {
            taken.accept(parcel);
        }
        if (fault == Fault.ENDS_AFTER) {
            throw new InterruptedException("the replica ended behind the receiver's yes");
        }
        if (fault == Fault.TOO_SLOW) {
            lasts.run();
        }
        return fault == Fault.ANSWER_LOST
                ? new Attempted.InTheDark("the answer was lost")
                : new Attempted.Accepted(200, null);
    }

    private synchronized @Nullable Fault fault(int attempt) {
        // what fails for two days is given up, which is another story
        if (faults.get() >= most || attempt > 5 || random.nextInt(3) > 0) {
            return null;
        }
        faults.incrementAndGet();
        return kinds.get(random.nextInt(kinds.size()));
    }

    @Override
    public ObjectNode settings(Fields fields) {
        return Json.MAPPER.createObjectNode();
    }
}
