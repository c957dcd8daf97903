package io.regulars.access.keys;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.regulars.access.Key;
import io.regulars.access.Role;
import io.regulars.access.businesses.BusinessId;
import io.regulars.access.businesses.StoredBusiness;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The row of a key; a key that is good now is a {@link Key}. */
@Entity
@Table(name = "api_key")
public class StoredKey extends PanacheEntityBase {
    /** Null until the database has given it. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Integer id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "business_id", nullable = false, updatable = false)
    private StoredBusiness business;

    @Column(nullable = false, updatable = false)
    private String name;

    /** SHA-256 of the secret, which has 256 random bits and needs no salt. */
    @Column(nullable = false, updatable = false)
    private byte[] hash;

    /** As {@link Role#text()} spells them. */
    @Column(nullable = false)
    private String[] roles;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** Since when it opens nothing any more; null: it does. */
    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** Who vouches for the person that it is of; null: whoever holds the secret. */
    @Column(updatable = false)
    private @Nullable String issuer;

    @Column(updatable = false)
    private @Nullable String subject;

    /** For Hibernate. */
    protected StoredKey() {}

    /** A key that is not stored yet. */
    StoredKey(BusinessId business, String name, Secret secret, Set<Role> roles, Instant createdAt) {
        this.business = getEntityManager().getReference(StoredBusiness.class, business.value());
        this.name = name;
        this.hash = secret.hash();
        this.roles = texts(roles);
        this.createdAt = createdAt;
    }

    /** The key of a person, which is not stored yet. */
    StoredKey(BusinessId business, SignedInPerson person, String name, Set<Role> roles, Instant createdAt) {
        this(business, name, Secret.token(), roles, createdAt);
        this.issuer = person.issuer();
        this.subject = person.subject();
    }

    /** The key of that hash that is good now, with its business in the same statement. */
    public static Optional<StoredKey> good(byte[] hash) {
        return find(
                        "from StoredKey k join fetch k.business b left join fetch b.locations where k.hash = ?1 and k.revokedAt is null",
                        (Object) hash)
                .singleResultOptional();
    }

    static boolean exists(Secret secret) {
        return count("hash", (Object) secret.hash()) > 0;
    }

    /** All keys of a business, also revoked ones, the oldest first. */
    static List<StoredKey> of(BusinessId business) {
        return list("business.id = ?1 order by id", business.value());
    }

    /** A key of the business, revoked or not. */
    static Optional<StoredKey> of(BusinessId business, int id) {
        return find("business.id = ?1 and id = ?2", business.value(), id).firstResultOptional();
    }

    /** A key of the business that is not revoked, locked until the transaction ends. */
    static Optional<StoredKey> locked(BusinessId business, int id) {
        return find("business.id = ?1 and id = ?2 and revokedAt is null", business.value(), id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** The key of a person, revoked or not. */
    static Optional<StoredKey> of(BusinessId business, SignedInPerson person) {
        return find(
                        "business.id = ?1 and issuer = ?2 and subject = ?3",
                        business.value(),
                        person.issuer(),
                        person.subject())
                .firstResultOptional();
    }

    /** The key of that number that is good now. */
    public static Optional<StoredKey> good(int id) {
        return find("id = ?1 and revokedAt is null", id).firstResultOptional();
    }

    static boolean isNamed(BusinessId business, String name) {
        return count("business.id = ?1 and name = ?2 and revokedAt is null", business.value(), name) > 0;
    }

    /**
     * The keys that have a role and are not revoked, locked until the transaction ends.
     *
     * @param business null: any
     */
    public static List<StoredKey> having(Role role, @Nullable BusinessId business) {
        String having = "cast(sql('? = any(?)', ?1, roles) as boolean) and revokedAt is null";
        var found = business == null
                ? find(having + " order by id", role.text())
                : find(having + " and business.id = ?2 order by id", role.text(), business.value());
        return found.withLock(LockModeType.PESSIMISTIC_WRITE).list();
    }

    /** Has those roles from now on. */
    void allow(Set<Role> allowed) {
        if (!roles().equals(allowed)) {
            roles = texts(allowed);
        }
    }

    private static String[] texts(Set<Role> roles) {
        return roles.stream().map(Role::text).sorted().toArray(String[]::new);
    }

    boolean isRevoked() {
        return revokedAt != null;
    }

    /** Ends it; one that was revoked before stays so since then. */
    void revoke(Instant now) {
        revokedAt = revokedAt == null ? now : revokedAt;
    }

    /** The SHA-256 of the key. */
    public byte[] hash() {
        return hash;
    }

    int number() {
        return Objects.requireNonNull(id, "is given when the key is stored");
    }

    Set<Role> roles() {
        var known = EnumSet.noneOf(Role.class);
        for (String text : roles) {
            Role.of(text).ifPresent(known::add);
        }
        return known;
    }

    /** The key with its business and roles. */
    public Key key() {
        return new Key(number(), name, business.settings(), roles());
    }

    Keys.Listed listed() {
        return new Keys.Listed(number(), name, List.of(roles), createdAt, revokedAt);
    }
}
