package io.regulars.imports;

import io.regulars.access.businesses.BusinessId;
import io.regulars.jobs.StoredJob;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row of an import; lines that were not taken are rows of import_error, whom it touched those of import_client. */
@Entity
@Table(name = "import_job")
class StoredImport extends StoredJob {
    @Column(name = "start_campaigns", nullable = false, updatable = false)
    private boolean startCampaigns;

    /** Lines read so far, blank ones left out. */
    @Column(nullable = false)
    private long lines;

    @Column(nullable = false)
    private long accepted;

    @Column(nullable = false)
    private long rejected;

    /** Clients that were touched and evaluated since. */
    @Column(nullable = false)
    private long evaluated;

    /** While lines are read: when the reading instance was last alive, by the service's clock. */
    @Column(name = "beat_at", nullable = false)
    private Instant beatAt;

    /** When the last line was stored, or reading broke off; null while lines are read. */
    @Column(name = "read_at")
    private @Nullable Instant readAt;

    /** For Hibernate. */
    protected StoredImport() {}

    /** An import whose lines begin to be read. */
    StoredImport(UUID id, BusinessId business, boolean startCampaigns, Instant startedAt) {
        super(id, business, startedAt);
        this.startCampaigns = startCampaigns;
        this.beatAt = startedAt;
    }

    static Optional<StoredImport> of(BusinessId business, UUID id) {
        return find("business = ?1 and id = ?2", business.value(), id).firstResultOptional();
    }

    /** Those of a business, the latest first. */
    static List<StoredImport> latest(BusinessId business, int most) {
        return StoredImport.<StoredImport>find("business = ?1 order by startedAt desc, id", business.value())
                .page(0, most)
                .list();
    }

    /** Those whose lines were all read, and which have clients to evaluate or can be finished. */
    static List<StoredImport> unfinished() {
        return list("finishedAt is null and readAt is not null order by startedAt");
    }

    /** Notes that the instance that reads these is alive. */
    static void beat(List<UUID> reading, Instant now) {
        update("beatAt = ?1 where id in ?2 and readAt is null", now, reading);
    }

    /** Gives up those that nobody has read for since a moment. */
    static void giveUp(Instant silentSince, Instant now, String why) {
        update(
                "readAt = ?1, state = ?2, failure = ?3 where finishedAt is null and readAt is null and beatAt < ?4",
                now,
                State.FAILED,
                why,
                silentSince);
    }

    /** Notes that there is nothing more to read of one. */
    static void read(UUID id, Instant now) {
        update("readAt = ?1 where id = ?2 and readAt is null", now, id);
    }

    /** Notes that reading one broke off, and why. */
    static void brokeOff(UUID id, String failure, Instant now) {
        update(
                "readAt = ?1, failure = ?2, state = ?3 where id = ?4 and readAt is null",
                now,
                failure,
                State.FAILED,
                id);
    }

    /** Notes the end of one; it stays FAILED if reading broke off. */
    static void finish(UUID id, Instant now) {
        update(
                "finishedAt = ?1, state = case when state = ?2 then state else ?3 end where id = ?4 and finishedAt is null",
                now,
                State.FAILED,
                State.DONE,
                id);
    }

    boolean startCampaigns() {
        return startCampaigns;
    }

    ImportJob job() {
        return new ImportJob(
                id(),
                ImportJob.State.valueOf(state().name()),
                startCampaigns,
                lines,
                accepted,
                rejected,
                evaluated,
                ImportJob.rate(lines, startedAt(), readAt == null ? beatAt : readAt),
                startedAt(),
                finishedAt(),
                failure(),
                "/api/import/" + id() + "/errors");
    }
}
