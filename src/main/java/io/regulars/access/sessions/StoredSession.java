package io.regulars.access.sessions;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.regulars.access.Key;
import io.regulars.access.keys.Secret;
import io.regulars.access.keys.StoredKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The row of a browser that is signed in. */
@Entity
@Table(name = "browser_session")
class StoredSession extends PanacheEntityBase {
    /** Null until the database has given it. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Integer id;

    /** The key it was begun with; its end is the session's. */
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "key_id", nullable = false, updatable = false)
    private StoredKey key;

    /** SHA-256 of the cookie. */
    @Column(nullable = false, updatable = false)
    private byte[] hash;

    @Column(name = "began_at", nullable = false, updatable = false)
    private Instant beganAt;

    /** When it was last used, to within some minutes. */
    @Column(name = "used_at", nullable = false)
    private Instant usedAt;

    /** For Hibernate. */
    protected StoredSession() {}

    /** A session that is not stored yet. */
    StoredSession(StoredKey key, Secret token, Instant now) {
        this.key = key;
        hash = token.hash();
        beganAt = now;
        usedAt = now;
    }

    /** The session of that hash, used and begun after these moments, whose key is good now. */
    static Optional<StoredSession> good(byte[] hash, Instant used, Instant began) {
        return find(
                        "from StoredSession s join fetch s.key k join fetch k.business b left join fetch b.locations"
                                + " where s.hash = ?1 and s.usedAt > ?2 and s.beganAt > ?3 and k.revokedAt is null",
                        hash,
                        used,
                        began)
                .singleResultOptional();
    }

    /** Removes what was last used, or begun, by these moments. */
    static void forget(Instant used, Instant began) {
        delete("usedAt <= ?1 or beganAt <= ?2", used, began);
    }

    static void end(Secret token) {
        delete("hash", (Object) token.hash());
    }

    Instant usedAt() {
        return usedAt;
    }

    /** Notes that it was used; never back behind what another request noted, or a clock that was moved meanwhile. */
    void use(Instant now) {
        update("usedAt = ?1 where id = ?2 and usedAt < ?1", now, id);
    }

    Key key() {
        return key.key();
    }
}
