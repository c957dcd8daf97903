package io.regulars.releases.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.regulars.access.businesses.BusinessId;
import io.regulars.releases.store.Release.State;
import io.regulars.running.ReleaseRef;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The row of a release, which everybody else sees as a {@link Release}; its files are rows of release_file. */
@Entity
@Table(name = "release")
class StoredRelease extends PanacheEntityBase {
    /** Null until the database has given it. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Integer id;

    /** Whose line it belongs to; null: the one that all share. */
    @Column(name = "business_id", updatable = false)
    private @Nullable Integer business;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    /** Of all its files. */
    @Column(nullable = false)
    private String hash;

    /** Who made it. */
    @Column(nullable = false, updatable = false)
    private String author;

    @Column(nullable = false, updatable = false)
    private String message;

    /** The release it was copied from; null: none, or it was removed. */
    @Column(name = "parent_id")
    private @Nullable Integer parent;

    /** The content of the parent that it was copied from; null: that is not known. */
    @Column(name = "parent_hash")
    private @Nullable String parentHash;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** Who made the newest edit; the author until there is one. */
    @Column(name = "edited_by", nullable = false)
    private String editedBy;

    @Column(name = "edited_at", nullable = false)
    private Instant editedAt;

    /** The last time it was activated; null: never. */
    @Column(name = "activated_at")
    private @Nullable Instant activatedAt;

    /** For Hibernate. */
    protected StoredRelease() {}

    /** A draft that is not stored yet. */
    StoredRelease(Releases.Draft draft, String hash, Instant now) {
        business = draft.scope().business();
        state = State.DRAFT;
        this.hash = hash;
        author = draft.author();
        message = draft.message();
        ReleaseRef from = draft.parent();
        parent = from == null ? null : from.id();
        parentHash = from == null ? null : from.hash();
        createdAt = now;
        editedBy = draft.author();
        editedAt = now;
    }

    static Optional<StoredRelease> of(int id) {
        return findByIdOptional(id);
    }

    /** One that a business may see: its own or a shared one. */
    static Optional<StoredRelease> visible(BusinessId business, int id) {
        return find("id = ?1 and (business is null or business = ?2)", id, business.value())
                .firstResultOptional();
    }

    /** Those that a business may see, the newest first, from before one. */
    static List<StoredRelease> visible(BusinessId business, long before, int limit) {
        return StoredRelease.<StoredRelease>find(
                        "(business is null or business = ?1) and id < ?2 order by id desc",
                        business.value(),
                        Math.clamp(before, 0, Integer.MAX_VALUE))
                .page(0, limit)
                .list();
    }

    /** One as it is now, held against changes until the transaction ends. */
    static Optional<StoredRelease> locked(int id) {
        Optional<StoredRelease> locked =
                find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
        // what this transaction read of it before it had the lock may be older
        locked.ifPresent(release -> getEntityManager().refresh(release));
        return locked;
    }

    /** The one that answers for a line, if it has one. As SQL, since each start asks, and HQL's parser is slow at its first sentences. */
    static Optional<StoredRelease> active(ReleaseScope scope) {
        return getEntityManager()
                .createNativeQuery(
                        "select r.* from release r join active_release a on a.release_id = r.id where a.scope = :scope",
                        StoredRelease.class)
                .setParameter("scope", scope.value())
                .getResultStream()
                .findFirst();
    }

    /** One of a line that was made by that author, has that content and was never active. */
    static Optional<StoredRelease> draftOf(ReleaseScope scope, String author, String hash) {
        return find(
                        "coalesce(business, 0) = ?1 and author = ?2 and hash = ?3 and state in (DRAFT, CHECKED) order by id desc",
                        scope.value(),
                        author,
                        hash)
                .firstResultOptional();
    }

    /** The newest of a line that was made by that author, and was active. */
    static Optional<StoredRelease> lastActiveOf(ReleaseScope scope, String author) {
        return find(
                        "coalesce(business, 0) = ?1 and author = ?2 and activatedAt is not null order by activatedAt desc, id desc",
                        scope.value(),
                        author)
                .firstResultOptional();
    }

    /** Notes that a draft of that content was checked and may run. */
    static void checked(int id, String hash) {
        update("state = CHECKED where id = ?1 and hash = ?2 and state = DRAFT", id, hash);
    }

    /** Notes that a line is answered by another release; null: by none of its own. */
    static void activated(ReleaseScope scope, @Nullable Integer id, Instant now) {
        update("state = RETIRED where state = ACTIVE and coalesce(business, 0) = ?1", scope.value());
        if (id != null) {
            update("state = ACTIVE, activatedAt = ?1 where id = ?2", now, id);
        }
    }

    /** Takes other content; what was found out about the old one no longer holds. */
    void edit(String hash, String by, Instant now) {
        this.hash = hash;
        state = State.DRAFT;
        editedBy = by;
        editedAt = now;
    }

    /** Notes what it is made of from now on. */
    void isMadeOf(ReleaseRef parent) {
        this.parent = parent.id();
        parentHash = parent.hash();
    }

    /** Removes it; what was made of it was made of what it was made of. */
    void remove() {
        update("parent = ?1, parentHash = ?2 where parent = ?3", parent, parentHash, id);
        delete();
    }

    Release release() {
        return new Release(
                Objects.requireNonNull(id, "is given when the release is stored"),
                ReleaseScope.of(business),
                state,
                hash,
                author,
                message,
                parent,
                parentHash,
                createdAt,
                editedBy,
                editedAt,
                activatedAt);
    }
}
