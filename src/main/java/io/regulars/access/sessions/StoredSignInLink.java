package io.regulars.access.sessions;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.regulars.access.keys.Secret;
import io.regulars.access.keys.StoredKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.LockModeType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The row of a link that signs a browser in once; it goes when it is used. */
@Entity
@Table(name = "sign_in_link")
class StoredSignInLink extends PanacheEntityBase {
    /** Null until the database has given it. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Integer id;

    /** The key that the browser is signed in with. */
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "key_id", nullable = false, updatable = false)
    private StoredKey key;

    /** SHA-256 of its code. */
    @Column(nullable = false, updatable = false)
    private byte[] hash;

    @Column(name = "expires_at", nullable = false, updatable = false)
    private Instant expiresAt;

    /** For Hibernate. */
    protected StoredSignInLink() {}

    /** A link that is not stored yet. */
    StoredSignInLink(StoredKey key, Secret code, Instant expiresAt) {
        this.key = key;
        hash = code.hash();
        this.expiresAt = expiresAt;
    }

    /** Uses the link of that code up; the hash of its key, unless there is no such link, or no more. */
    static Optional<byte[]> redeem(Secret code, Instant now) {
        Optional<StoredSignInLink> found = find("hash = ?1 and expiresAt > ?2", code.hash(), now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
        found.ifPresent(StoredSignInLink::delete);
        return found.map(link -> link.key.hash());
    }

    /** Removes what holds no longer. */
    static void forget(Instant now) {
        delete("expiresAt <= ?1", now);
    }
}
