package io.regulars.access.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How often somebody at an address has tried in vain to sign in within the last minute, on this replica. Whoever tries too often waits; of
 * who signs in nothing is kept.
 */
@ApplicationScoped
class SignInTries {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final int most;
    private final Cache<String, Tries> byAddress =
            Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).build();

    @Inject
    SignInTries(InstantSource clock, SignInConfig config) {
        this(clock, config.signInTries());
    }

    SignInTries(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Those in vain since a moment. */
    private record Tries(Instant since, int count) {
        boolean isOver(Instant now) {
            return Duration.between(since, now).abs().compareTo(WINDOW) >= 0;
        }
    }

    /** How long an address has to wait; zero: it may try. */
    Duration toWait(String address) {
        Instant now = clock.instant();
        Tries tries = byAddress.getIfPresent(address);
        return tries == null || tries.isOver(now) || tries.count < most
                ? Duration.ZERO
                : Duration.between(now, tries.since.plus(WINDOW));
    }

    /** Somebody tried in vain. */
    void inVain(String address) {
        Instant now = clock.instant();
        byAddress
                .asMap()
                .merge(
                        address,
                        new Tries(now, 1),
                        (before, one) -> before.isOver(now) ? one : new Tries(before.since, before.count + 1));
    }
}
