package io.regulars.releases;

import io.regulars.platform.Transaction;
import io.regulars.rules.RuleFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The releases that ran or run, with their files whole. */
final class Releases {
    private Releases() {}

    /** The row of one release. */
    record Release(int id, String hash, String author, Instant since, boolean evaluated) {}

    /** The release that is active; locks it against another activation where {@code lock} says so. */
    static Optional<Release> active(Transaction transaction, boolean lock) throws SQLException {
        return transaction.first(
                "select id, hash, author, activated_at, evaluated_at from release where state = 'ACTIVE'"
                        + (lock ? " for update" : ""),
                Releases::release);
    }

    /** A release by its id. */
    static Optional<Release> byId(Transaction transaction, int id) throws SQLException {
        return transaction.first(
                "select id, hash, author, activated_at, evaluated_at from release where id = ?", Releases::release, id);
    }

    /** The release that was active at a moment. */
    static Optional<Release> activeAt(Transaction transaction, Instant moment) throws SQLException {
        return transaction.first("""
                select id, hash, author, activated_at, evaluated_at from release where activated_at <= ?
                order by activated_at desc, id desc limit 1
                """, Releases::release, moment);
    }

    private static Release release(ResultSet row) throws SQLException {
        return new Release(
                row.getInt("id"),
                row.getString("hash"),
                row.getString("author"),
                Objects.requireNonNull(Transaction.instant(row, "activated_at")),
                Transaction.instant(row, "evaluated_at") != null);
    }

    /** Every client has been evaluated by this release. */
    static int evaluated(Transaction transaction, int id, Instant now) throws SQLException {
        return transaction.update("update release set evaluated_at = ? where id = ?", now, id);
    }

    /** Retires the active release and makes another of these files active. */
    static Release activate(Transaction transaction, String hash, String author, List<RuleFile> files, Instant now)
            throws SQLException {
        transaction.update("update release set state = 'RETIRED' where state = 'ACTIVE'");
        int id = transaction
                .first("""
                        insert into release (hash, author, state, activated_at)
                        values (?, ?, 'ACTIVE', ?) returning id""", row -> row.getInt("id"), hash, author, now)
                .orElseThrow();
        transaction.batch(
                "insert into release_file (release_id, path, content) values (?, ?, ?)",
                files.stream()
                        .map(file -> new @Nullable Object[] {id, file.path(), file.bytes()})
                        .toList());
        return new Release(id, hash, author, now, false);
    }

    /** The files of a release, by path. */
    static List<RuleFile> files(Transaction transaction, int release) throws SQLException {
        return transaction.list(
                "select path, content from release_file where release_id = ? order by path",
                row -> new RuleFile(row.getString("path"), row.getBytes("content")),
                release);
    }
}
