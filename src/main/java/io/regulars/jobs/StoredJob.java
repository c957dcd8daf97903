package io.regulars.jobs;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.regulars.access.businesses.BusinessId;
import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The row of a job, whose state outlives the request that began it; each kind of job has a table of its own. */
@MappedSuperclass
public abstract class StoredJob extends PanacheEntityBase {
    /** How far a job is; only those that callers may end are ever CANCELLED. */
    @Schema(name = "JobState")
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    @Id
    private UUID id;

    @Column(name = "business_id", nullable = false, updatable = false)
    private int business;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    /** By the service's clock, which may be simulated. */
    @Column(name = "started_at", nullable = false, updatable = false)
    private Instant startedAt;

    /** By the service's clock; null while it runs. */
    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    /** What callers are told of why it failed; null: it has not. */
    @Column(name = "failure")
    private @Nullable String failure;

    /** For Hibernate. */
    protected StoredJob() {}

    /** A job that begins to run. */
    protected StoredJob(UUID id, BusinessId business, Instant startedAt) {
        this.id = id;
        this.business = business.value();
        this.state = State.RUNNING;
        this.startedAt = startedAt;
    }

    /** What callers name it by. */
    public UUID id() {
        return id;
    }

    /** Whose it is. */
    public BusinessId business() {
        return new BusinessId(business);
    }

    /** How far it has come. */
    public State state() {
        return state;
    }

    /** When it was begun. */
    public Instant startedAt() {
        return startedAt;
    }

    /** When it ended, however it did; null: it has not. */
    public @Nullable Instant finishedAt() {
        return finishedAt;
    }

    /** Why it failed, in a sentence; null: it has not. */
    public @Nullable String failure() {
        return failure;
    }
}
