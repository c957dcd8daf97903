package io.regulars.releases.store;

import io.regulars.access.BusinessId;
import io.regulars.platform.Transaction;
import io.regulars.rules.model.RuleFile;
import io.regulars.running.ReleaseRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The releases of all lines, with their files whole. */
public final class Releases {
    private static final String SELECT =
            "select id, business_id, state, hash, author, message, parent_id, parent_hash, "
                    + "created_at, edited_by, edited_at, activated_at from release ";

    private Releases() {}

    /** What a new release says of itself. */
    public record Draft(
            ReleaseScope scope,
            String author,
            String message,
            @Nullable ReleaseRef parent) {}

    public static Optional<Release> byId(Transaction transaction, int id) throws SQLException {
        return transaction.first(SELECT + "where id = ?", Releases::release, id);
    }

    /** A release that a business may see: its own or a shared one. */
    public static Optional<Release> visible(Transaction transaction, BusinessId business, int id) throws SQLException {
        return transaction.first(
                SELECT + "where id = ? and coalesce(business_id, ?) = ?",
                Releases::release,
                id,
                business.value(),
                business.value());
    }

    /** The same, held against changes until the transaction ends. */
    public static Optional<Release> locked(Transaction transaction, int id) throws SQLException {
        return transaction.first(SELECT + "where id = ? for update", Releases::release, id);
    }

    /** The active release of a line, if it has one. */
    public static Optional<Release> active(Transaction transaction, ReleaseScope scope) throws SQLException {
        return transaction.first(
                SELECT + "where id = (select release_id from active_release where scope = ?)",
                Releases::release,
                scope.value());
    }

    /** Releases that a business may see, the newest first. */
    public static List<Release> visible(Transaction transaction, BusinessId business, long before, int limit)
            throws SQLException {
        return transaction.list(
                SELECT + "where coalesce(business_id, ?) = ? and id < ? order by id desc limit ?",
                Releases::release,
                business.value(),
                business.value(),
                before,
                limit);
    }

    /** A release of a line that was made by that author, has that content and was never active. */
    public static Optional<Release> draftOf(Transaction transaction, ReleaseScope scope, String author, String hash)
            throws SQLException {
        return transaction.first(SELECT + """
                where coalesce(business_id, 0) = ? and author = ? and hash = ? and state in ('DRAFT', 'CHECKED')
                order by id desc limit 1
                """, Releases::release, scope.value(), author, hash);
    }

    /** The last draft of a line that was made by that author and edited by nobody else, locked. */
    public static Optional<Release> lastDraftOf(Transaction transaction, ReleaseScope scope, String author)
            throws SQLException {
        return transaction.first(SELECT + """
                where coalesce(business_id, 0) = ? and author = ? and edited_by = ? and state in ('DRAFT', 'CHECKED')
                  and not exists (select 1 from activation a where a.release_id = release.id and a.state = 'PREPARING')
                order by id desc limit 1 for update
                """, Releases::release, scope.value(), author, author);
    }

    /** Adds a draft with its files. */
    public static Release add(Transaction transaction, Draft draft, List<RuleFile> files, Instant now)
            throws SQLException {
        int id = transaction
                .first(
                        """
                        insert into release (business_id, state, hash, author, message, parent_id, parent_hash, created_at,
                                             edited_by, edited_at)
                        values (?::integer, 'DRAFT', ?, ?, ?, ?::integer, ?, ?, ?, ?) returning id
                        """,
                        row -> row.getInt("id"),
                        draft.scope.business(),
                        ContentHash.of(files),
                        draft.author,
                        draft.message,
                        draft.parent == null ? null : draft.parent.id(),
                        draft.parent == null ? null : draft.parent.hash(),
                        now,
                        draft.author,
                        now)
                .orElseThrow();
        insertFiles(transaction, id, files);
        return byId(transaction, id).orElseThrow();
    }

    /** Replaces the files of a draft, whose row is locked; what was found out about the old ones no longer holds. */
    public static Release edit(Transaction transaction, Release draft, List<RuleFile> files, String by, Instant now)
            throws SQLException {
        transaction.update("delete from release_file where release_id = ?", draft.id());
        insertFiles(transaction, draft.id(), files);
        transaction.update(
                "update release set hash = ?, edited_by = ?, edited_at = ?, state = 'DRAFT' where id = ?",
                ContentHash.of(files),
                by,
                now,
                draft.id());
        return byId(transaction, draft.id()).orElseThrow();
    }

    /**
     * Replaces the files of a draft, whose row is locked, by those of it and of another release that were brought together; it is
     * made of that one from now on.
     */
    static Release rebase(
            Transaction transaction, Release draft, ReleaseRef onto, List<RuleFile> files, String by, Instant now)
            throws SQLException {
        edit(transaction, draft, files, by, now);
        transaction.update(
                "update release set parent_id = ?, parent_hash = ? where id = ?", onto.id(), onto.hash(), draft.id());
        return byId(transaction, draft.id()).orElseThrow();
    }

    /**
     * What a release was made of, as it was then: a parent that was edited since is no longer that, but what it was made of itself
     * is. Empty if nothing of that is left.
     */
    public static Optional<Release> base(Transaction transaction, Release release) throws SQLException {
        Set<Integer> seen = new HashSet<>();
        Release child = release;
        while (child.parent() != null && seen.add(child.id())) {
            Release parent = byId(transaction, child.parent()).orElseThrow();
            if (parent.hash().equals(child.parentHash())) {
                return Optional.of(parent);
            }
            child = parent;
        }
        return Optional.empty();
    }

    /** The newest release of a line that was made by that author, and was active. */
    public static Optional<Release> lastActiveOf(Transaction transaction, ReleaseScope scope, String author)
            throws SQLException {
        return transaction.first(SELECT + """
                where coalesce(business_id, 0) = ? and author = ? and activated_at is not null
                order by activated_at desc, id desc limit 1
                """, Releases::release, scope.value(), author);
    }

    /** Notes that a draft of that content was checked and may run. */
    public static void checked(Transaction transaction, int id, String hash) throws SQLException {
        transaction.update(
                "update release set state = 'CHECKED' where id = ? and hash = ? and state = 'DRAFT'", id, hash);
    }

    /** Removes a draft, whose row is locked; what was made of it was made of what it was made of. */
    static void remove(Transaction transaction, int id) throws SQLException {
        transaction.update("""
                update release child set parent_id = gone.parent_id, parent_hash = gone.parent_hash
                from release gone where gone.id = ? and child.parent_id = gone.id
                """, id);
        transaction.update("update activation set release_id = null where release_id = ?", id);
        transaction.update("delete from release_file where release_id = ?", id);
        transaction.update("delete from release where id = ?", id);
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

    private static Release release(ResultSet row) throws SQLException {
        return new Release(
                row.getInt("id"),
                ReleaseScope.of(row.getObject("business_id", Integer.class)),
                Release.State.valueOf(row.getString("state")),
                row.getString("hash"),
                row.getString("author"),
                row.getString("message"),
                row.getObject("parent_id", Integer.class),
                row.getString("parent_hash"),
                Objects.requireNonNull(Transaction.instant(row, "created_at")),
                row.getString("edited_by"),
                Objects.requireNonNull(Transaction.instant(row, "edited_at")),
                Transaction.instant(row, "activated_at"));
    }
}
