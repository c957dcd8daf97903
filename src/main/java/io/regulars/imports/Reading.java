package io.regulars.imports;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which imports this instance reads just now; those of an instance that was stopped are given up. */
@ApplicationScoped
class Reading {
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Set<UUID> now = ConcurrentHashMap.newKeySet();
    private final ImportJobs jobs;
    private final InstantSource clock;

    Reading(ImportJobs jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    <T extends @Nullable Object> T during(UUID job, Supplier<T> work) {
        now.add(job);
        try {
            return work.get();
        } finally {
            now.remove(job);
        }
    }

    /** Says that this instance is alive and looks for imports whose instance no longer is. */
    @Scheduled(identity = "beat-of-imports", every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void beat() {
        Instant present = clock.instant();
        jobs.beat(List.copyOf(now), present.minus(SILENCE), present);
    }
}
