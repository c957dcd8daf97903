package io.regulars.live;

import io.regulars.access.businesses.BusinessId;
import io.regulars.jobs.StoredBackgroundJob;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** The row of an evaluation of all clients of a business. */
@Entity
@Table(name = "evaluation_job")
class StoredEvaluation extends StoredBackgroundJob {
    /** Clients done so far. */
    @Column(nullable = false)
    private long evaluated;

    /** For Hibernate. */
    protected StoredEvaluation() {}

    StoredEvaluation(BusinessId business, Instant startedAt) {
        super(business, startedAt);
    }

    EvaluationJobs.Job job() {
        return new EvaluationJobs.Job(
                id().toString(), state().name(), clients(), evaluated, startedAt(), finishedAt(), failure());
    }
}
