package io.regulars.releases.store;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import io.regulars.rules.model.RuleFile;
import io.regulars.running.ReleaseRef;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The releases of all lines, with their files whole. */
public final class Releases {
    private Releases() {}

    /** What a new release says of itself. */
    public record Draft(
            ReleaseScope scope,
            String author,
            String message,
            @Nullable ReleaseRef parent) {}

    /** The release of a number. */
    public static Optional<Release> byId(int id) {
        return StoredRelease.of(id).map(StoredRelease::release);
    }

    /** A release that a business may see: its own or a shared one. */
    static Optional<Release> visible(BusinessId business, int id) {
        return StoredRelease.visible(business, id).map(StoredRelease::release);
    }

    /** The same for who evaluates by it, outside the administration. */
    public static Optional<ReleaseRef> ref(Transaction transaction, BusinessId business, int id) throws SQLException {
        return transaction
                .first(
                        "select id as release_id, hash from release where id = ? and coalesce(business_id, ?) = ?",
                        ReleaseRef::read,
                        id,
                        business.value(),
                        business.value())
                .flatMap(found -> found);
    }

    /** One as it is now, held against changes until the transaction ends. */
    public static Optional<Release> locked(int id) {
        return StoredRelease.locked(id).map(StoredRelease::release);
    }

    /** The active release of a line, if it has one. */
    public static Optional<Release> active(ReleaseScope scope) {
        return StoredRelease.active(scope).map(StoredRelease::release);
    }

    /** Releases that a business may see, the newest first. */
    static List<Release> visible(BusinessId business, long before, int limit) {
        return StoredRelease.visible(business, before, limit).stream()
                .map(StoredRelease::release)
                .toList();
    }

    /** A release of a line that was made by that author, has that content and was never active. */
    public static Optional<Release> draftOf(ReleaseScope scope, String author, String hash) {
        return StoredRelease.draftOf(scope, author, hash).map(StoredRelease::release);
    }

    /** The last draft of a line that was made by that author and edited by nobody else, locked. */
    public static Optional<Release> lastDraftOf(Transaction transaction, ReleaseScope scope, String author)
            throws SQLException {
        Optional<Integer> last = transaction.first("""
                select id from release
                where coalesce(business_id, 0) = ? and author = ? and edited_by = ? and state in ('DRAFT', 'CHECKED')
                  and not exists (select 1 from activation a where a.release_id = release.id and a.state = 'PREPARING')
                order by id desc limit 1 for update
                """, row -> row.getInt("id"), scope.value(), author, author);
        return last.flatMap(Releases::locked);
    }

    /** Adds a draft with its files. */
    public static Release add(Transaction transaction, Draft draft, List<RuleFile> files, Instant now)
            throws SQLException {
        var stored = new StoredRelease(draft, ContentHash.of(files), now);
        stored.persist();
        Release added = stored.release();
        insertFiles(transaction, added.id(), files);
        return added;
    }

    /** Replaces the files of a draft, whose row is locked; what was found out about the old ones no longer holds. */
    public static Release edit(Transaction transaction, Release draft, List<RuleFile> files, String by, Instant now)
            throws SQLException {
        return edited(transaction, draft, files, by, now).release();
    }

    /**
     * Replaces the files of a draft, whose row is locked, by those of it and of another release that were brought together; it is
     * made of that one from now on.
     */
    static Release rebase(
            Transaction transaction, Release draft, ReleaseRef onto, List<RuleFile> files, String by, Instant now)
            throws SQLException {
        StoredRelease stored = edited(transaction, draft, files, by, now);
        stored.isMadeOf(onto);
        return stored.release();
    }

    private static StoredRelease edited(
            Transaction transaction, Release draft, List<RuleFile> files, String by, Instant now) throws SQLException {
        transaction.update("delete from release_file where release_id = ?", draft.id());
        insertFiles(transaction, draft.id(), files);
        StoredRelease stored = StoredRelease.of(draft.id()).orElseThrow();
        stored.edit(ContentHash.of(files), by, now);
        return stored;
    }

    /**
     * What a release was made of, as it was then: a parent that was edited since is no longer that, but what it was made of itself
     * is. Empty if nothing of that is left.
     */
    public static Optional<Release> base(Release release) {
        Set<Integer> seen = new HashSet<>();
        Release child = release;
        while (child.parent() != null && seen.add(child.id())) {
            Release parent = byId(child.parent()).orElseThrow();
            if (parent.hash().equals(child.parentHash())) {
                return Optional.of(parent);
            }
            child = parent;
        }
        return Optional.empty();
    }

    /** The newest release of a line that was made by that author, and was active. */
    public static Optional<Release> lastActiveOf(ReleaseScope scope, String author) {
        return StoredRelease.lastActiveOf(scope, author).map(StoredRelease::release);
    }

    /** Notes that a draft of that content was checked and may run. */
    public static void checked(int id, String hash) {
        StoredRelease.checked(id, hash);
    }

    /** Removes a draft, whose row is locked; what was made of it was made of what it was made of. */
    static void remove(Transaction transaction, int id) throws SQLException {
        transaction.update("update activation set release_id = null where release_id = ?", id);
        transaction.update("delete from release_file where release_id = ?", id);
        StoredRelease.of(id).orElseThrow().remove();
    }

    /** The files of a release, by path. */
    public static List<RuleFile> files(Transaction transaction, int release) throws SQLException {
        return transaction.list(
                "select path, content from release_file where release_id = ? order by path collate \"C\"",
                row -> new RuleFile(row.getString("path"), row.getBytes("content")),
                release);
    }

    private static void insertFiles(Transaction transaction, int release, List<RuleFile> files) throws SQLException {
        transaction.batch(
                "insert into release_file (release_id, path, content) values (?, ?, ?)",
                files.stream()
                        .map(file -> new @Nullable Object[] {release, file.path(), file.bytes()})
                        .toList());
    }
}
