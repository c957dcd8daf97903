package io.regulars.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** How many actions were decided, and how: by kind, state and gate, which are few; never by client or campaign. */
@ApplicationScoped
class DecidedCounts {
    private final MeterRegistry meters;
    private final Timer lateness;

    DecidedCounts(MeterRegistry meters) {
        this.meters = meters;
        this.lateness = Timer.builder("regulars.actions.lateness")
                .description("How long after its moment an action was decided")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }

    /**
     * Counts a decision.
     *
     * @param kind message, task, tag, untag or event
     * @param gate what held or stopped it; empty: nothing did
     */
    void decided(String kind, String state, String gate, Instant dueAt, Instant now) {
        meters.counter("regulars.actions", "kind", kind, "state", state, "gate", gate)
                .increment();
        lateness.record(dueAt.isAfter(now) ? Duration.ZERO : Duration.between(dueAt, now));
    }
}
