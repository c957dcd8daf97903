package io.regulars.releases.folder;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.regulars.platform.database.Administration;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.ReleaseScope;
import io.regulars.releases.store.Releases;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Whether what was saved last is what runs, and since when what runs does. */
@Startup
@ApplicationScoped
class RulesMeters {
    private final Administration administration;
    private final InstantSource clock;
    private volatile Optional<Instant> activeSince = Optional.empty();

    RulesMeters(Administration administration, InstantSource clock, WatchRules watchRules, MeterRegistry meters) {
        this.administration = administration;
        this.clock = clock;
        Gauge.builder(
                        "regulars.rules.problems",
                        watchRules,
                        rules -> rules.errors().size())
                .description("Errors in the rules folder, for which it was not taken; the release before runs on")
                .register(meters);
        Gauge.builder("regulars.release.age", this::age)
                .description("How long ago the shared release was activated")
                .baseUnit("seconds")
                .register(meters);
    }

    private double age() {
        return activeSince
                .map(since -> (double) Duration.between(since, clock.instant()).toSeconds())
                .orElse(Double.NaN);
    }

    /** Asks anew; what was found stands until the next time, so reading the meters asks nothing. */
    @Scheduled(identity = "age-of-release", every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        activeSince = administration.transaction(
                transaction -> Releases.active(ReleaseScope.SHARED).map(Release::activatedAt));
    }
}
