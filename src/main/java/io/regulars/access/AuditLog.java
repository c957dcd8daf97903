package io.regulars.access;

import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who did what when; written in the transaction that does it, and never changed. */
@ApplicationScoped
public class AuditLog {
    /** Who makes the releases that come of the rules folder; no key has this name. */
    public static final String FOLDER = "folder";

    private final InstantSource clock;

    AuditLog(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One entry.
     *
     * @param who the name of the key that was used; {@code folder} for the rules folder
     * @param what release-activated, key-made and so on
     * @param subject what it was done to: {@code r-17}, the name of a key
     * @param details in words; may be empty
     */
    record Entry(long id, Instant at, String who, String what, String subject, String details) {}

    /**
     * Notes what is done in this transaction.
     *
     * @param business null: it concerns all businesses, and all may read of it
     */
    public void record(
            Transaction transaction,
            @Nullable Integer business,
            String who,
            String what,
            String subject,
            String details)
            throws SQLException {
        transaction.update(
                "insert into audit_entry (business_id, at, who, what, subject, details) values (?::integer, ?, ?, ?, ?, ?)",
                business,
                clock.instant(),
                who,
                what,
                subject,
                details);
    }

    /** Entries that concern a business, the newest first. */
    List<Entry> page(Transaction transaction, BusinessId business, long before, int limit) throws SQLException {
        return transaction.list(
                """
                select id, at, who, what, subject, details from audit_entry
                where coalesce(business_id, ?) = ? and id < ? order by id desc limit ?
                """,
                row -> new Entry(
                        row.getLong("id"),
                        Objects.requireNonNull(Transaction.instant(row, "at")),
                        row.getString("who"),
                        row.getString("what"),
                        row.getString("subject"),
                        row.getString("details")),
                business.value(),
                business.value(),
                before,
                limit);
    }
}
