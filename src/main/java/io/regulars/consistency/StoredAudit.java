package io.regulars.consistency;

import io.regulars.access.businesses.BusinessId;
import io.regulars.jobs.StoredBackgroundJob;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The row of an audit; the clients that drift are rows of audit_drift. */
@Entity
@Table(name = "audit_job")
public class StoredAudit extends StoredBackgroundJob {
    /** The release whose rules the clients are recomputed by. */
    @Column(name = "release_id", nullable = false, updatable = false)
    private int release;

    /** Clients done so far. */
    @Column(nullable = false)
    private long audited;

    /** Of those: to be evaluated anyway, so not compared. */
    @Column(nullable = false)
    private long waiting;

    /** Of those: stored otherwise than recomputed. */
    @Column(nullable = false)
    private long drift;

    /** What differs in the ranking by spend, as JSON. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "cut_offs", nullable = false)
    private String cutOffs;

    /** For Hibernate. */
    protected StoredAudit() {}

    public StoredAudit(BusinessId business, int release, Instant startedAt) {
        super(business, startedAt);
        this.release = release;
        this.cutOffs = "[]";
    }

    int release() {
        return release;
    }

    long audited() {
        return audited;
    }

    long waiting() {
        return waiting;
    }

    long drift() {
        return drift;
    }

    String cutOffs() {
        return cutOffs;
    }
}
