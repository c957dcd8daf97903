package io.regulars.jobs;

import io.regulars.access.businesses.BusinessId;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Generated;
import org.hibernate.generator.EventType;

/** The row of a job that goes on behind a request and goes through all clients of a business. */
@MappedSuperclass
public abstract class StoredBackgroundJob extends StoredJob {
    /** How many clients the business had when it began. */
    @Column(nullable = false, updatable = false)
    private long clients;

    /** When the instance that runs it was last alive, by the database's clock, since those of instances differ or are simulated. */
    @Generated(event = EventType.INSERT, sql = "clock_timestamp()")
    @Column(name = "beat_at", nullable = false)
    private Instant beatAt;

    /** For Hibernate. */
    protected StoredBackgroundJob() {}

    /** A job that begins to run. */
    protected StoredBackgroundJob(BusinessId business, Instant startedAt) {
        super(UUID.randomUUID(), business, startedAt);
    }

    /** How many clients it has gone through. */
    public long clients() {
        return clients;
    }

    void isAbout(long clients) {
        this.clients = clients;
    }
}
