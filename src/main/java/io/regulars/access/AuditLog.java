package io.regulars.access;

import io.regulars.access.businesses.BusinessId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
    @Schema(name = "AuditLogEntry")
    record Entry(long id, Instant at, String who, String what, String subject, String details) {}

    /**
     * Notes what is done in this transaction of the administration.
     *
     * @param business null: it concerns all businesses, and all may read of it
     */
    public void record(@Nullable Integer business, String who, String what, String subject, String details) {
        new AuditEntry(business, clock.instant(), who, what, subject, details).persist();
    }

    /** Entries that concern a business and that a filter lets through, the newest first. */
    List<Entry> page(BusinessId business, AuditFilter filter, long before, int limit) {
        return AuditEntry.page(business, filter, before, limit).stream()
                .map(AuditEntry::entry)
                .toList();
    }
}
