package io.regulars.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.regulars.evaluation.EvaluationCause;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** How many clients are evaluated, why, and how long that takes. */
@Startup
@ApplicationScoped
class EvaluationMeters {
    private final MeterRegistry meters;
    private final Map<EvaluationCause, Counter> clients = new EnumMap<>(EvaluationCause.class);
    private final Map<EvaluationCause, Timer> runs = new EnumMap<>(EvaluationCause.class);

    EvaluationMeters(MeterRegistry meters) {
        this.meters = meters;
        for (EvaluationCause cause : EvaluationCause.values()) {
            String word = cause.name().toLowerCase(Locale.ROOT);
            clients.put(
                    cause,
                    Counter.builder("regulars.evaluations")
                            .description("Clients that were evaluated")
                            .tag("cause", word)
                            .register(meters));
            runs.put(
                    cause,
                    Timer.builder("regulars.evaluation.run")
                            .description("One evaluation with loading and storing, of a client or of a batch")
                            .tag("cause", word)
                            .register(meters));
        }
    }

    Timer.Sample begin() {
        return Timer.start(meters);
    }

    /** An evaluation of so many clients has ended. */
    void end(Timer.Sample begun, EvaluationCause cause, int evaluated) {
        begun.stop(Objects.requireNonNull(runs.get(cause)));
        Objects.requireNonNull(clients.get(cause)).increment(evaluated);
    }
}
