package io.regulars.access.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.regulars.access.Key;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps one key from taking the service from all others: each has a bucket of its own on this replica, which fills again by so many requests
 * a second.
 */
@ApplicationScoped
class KeyRates {
    /** How many seconds' worth may come at once. */
    private static final int BURST_SECONDS = 10;

    private static final int MOST_KEYS = 10_000;

    private final int perSecond;
    private final TimeMeter time;
    private final Cache<Integer, Bucket> buckets;

    KeyRates(RateConfig config, InstantSource clock) {
        this.perSecond = config.rateLimit();
        this.time = new ByClock(clock);
        // a bucket that nobody took from for so long is full, so another is as good
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(Duration.ofSeconds(BURST_SECONDS))
                .ticker(time::currentTimeNanos)
                .build();
    }

    int perSecond() {
        return perSecond;
    }

    /** Takes one from the key's bucket, or says how long it has to wait for that; zero: it was taken. */
    Duration take(Key key) {
        if (perSecond <= 0) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(buckets.get(key.id(), _ -> bucket())
                .tryConsumeAndReturnRemaining(1)
                .getNanosToWaitForRefill());
    }

    private Bucket bucket() {
        long most = (long) BURST_SECONDS * perSecond;
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    /** The service's clock, as buckets read it. */
    private record ByClock(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return now.getEpochSecond() * Duration.ofSeconds(1).toNanos() + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
