package io.regulars.access.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.regulars.access.Key;
import io.regulars.platform.database.Hearer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Good keys with their businesses, so that a request need not ask the database for them. The database tells whenever a key or a setting
 * changes, through whatever replica or by hand; while this one cannot hear that, nothing is known.
 */
@ApplicationScoped
class KnownKeys implements Hearer {
    /** What a connection that has gone in silence may keep from being heard holds no longer than that. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int MOST = 10_000;

    private final Cache<ByteBuffer, Known> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();
    private final AtomicLong changes = new AtomicLong();
    private volatile boolean hears;

    /** A key as it was after so many changes. */
    private record Known(Key key, long changes) {}

    /** The key of a hash; asked for if it is not known, and remembered if it is good. */
    Optional<Key> find(ByteBuffer hash, Supplier<Optional<Key>> ask) {
        Known present = known.getIfPresent(hash);
        if (present != null && present.changes == changes.get()) {
            return Optional.of(present.key);
        }
        long before = changes.get();
        Optional<Key> key = ask.get();
        // what changed while it was asked for is not in it, and makes it older than all that is known
        if (hears) {
            key.ifPresent(good -> known.put(hash, new Known(good, before)));
        }
        return key;
    }

    /** All are asked for again. */
    void forget() {
        changes.incrementAndGet();
        known.invalidateAll();
    }

    @Override
    public String channel() {
        return "regulars_keys";
    }

    @Override
    public void told() {
        forget();
    }

    @Override
    public void hears() {
        forget();
        hears = true;
    }

    @Override
    public void isDeaf() {
        hears = false;
        forget();
    }
}
