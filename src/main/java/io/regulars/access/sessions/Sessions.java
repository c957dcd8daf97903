package io.regulars.access.sessions;

import io.regulars.access.Key;
import io.regulars.access.Role;
import io.regulars.access.businesses.BusinessId;
import io.regulars.access.keys.Secret;
import io.regulars.access.keys.StoredKey;
import io.regulars.platform.database.Administration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Browsers that are signed in: each with a key, for as long as it is used and the key is good. */
@ApplicationScoped
public class Sessions {
    /** After so long without a request the browser signs in anew. */
    static final Duration IDLE = Duration.ofHours(12);

    /** And after so long however it was used. */
    static final Duration LONGEST = Duration.ofDays(7);

    private static final Duration LINK = Duration.ofMinutes(30);

    /** Most requests of a session write nothing. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(5);

    private final Administration administration;
    private final InstantSource clock;

    Sessions(Administration administration, InstantSource clock) {
        this.administration = administration;
        this.clock = clock;
    }

    /** A session that has begun, and its key. */
    record Begun(Secret token, Key key) {}

    /** The key of a session, unless there is none, it is over, or its key was revoked. */
    Optional<Key> find(Secret token) {
        Instant now = now();
        return administration.transaction(tx -> {
            Optional<StoredSession> found = StoredSession.good(token.hash(), now.minus(IDLE), now.minus(LONGEST));
            found.filter(session -> session.usedAt().plus(NOTED_EVERY).isBefore(now))
                    .ifPresent(session -> session.use(now));
            return found.map(StoredSession::key);
        });
    }

    /** Begins a session with a key, in a transaction of the caller's; nothing if there is no such key. */
    Optional<Begun> begin(Secret key) {
        return begin(key.hash());
    }

    /** Begins a session by a link, which is used up by that, in a transaction of the caller's; nothing if it holds no more. */
    Optional<Begun> follow(Secret code) {
        return StoredSignInLink.redeem(code, now()).flatMap(this::begin);
    }

    /** Makes a link for a key, in a transaction of the caller's. */
    public Optional<Secret> link(Secret key) {
        return StoredKey.good(key.hash()).map(this::link);
    }

    /** Makes a link for the oldest admin of a business, in a transaction of the caller's. */
    public Optional<Secret> link(BusinessId business) {
        return StoredKey.having(Role.ADMIN, business).stream().findFirst().map(this::link);
    }

    /** Ends a session; nothing happens if it is over. */
    void end(Secret token) {
        StoredSession.end(token);
    }

    private Secret link(StoredKey key) {
        Secret code = Secret.token();
        new StoredSignInLink(key, code, now().plus(LINK)).persist();
        return code;
    }

    /** Begins a session of whoever has shown that they are that key, in a transaction of the caller's. */
    Begun begin(Key key) {
        return begin(StoredKey.good(key.id()).orElseThrow());
    }

    private Optional<Begun> begin(byte[] hash) {
        return StoredKey.good(hash).map(this::begin);
    }

    private Begun begin(StoredKey key) {
        Instant now = now();
        StoredSession.forget(now.minus(IDLE), now.minus(LONGEST));
        StoredSignInLink.forget(now);
        Secret token = Secret.token();
        new StoredSession(key, token, now).persist();
        return new Begun(token, key.key());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
