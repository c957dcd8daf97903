package io.regulars.consistency;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.regulars.access.businesses.BusinessId;
import io.regulars.jobs.BackgroundJobs;
import io.regulars.jobs.ClientBatches;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ProblemException;
import io.regulars.running.ActiveRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Audits of all clients of a business, in the background, one at a time; kept for a week. */
@ApplicationScoped
class AuditJobs {
    private static final TypeReference<List<Audit.Difference>> DIFFERENCES = new TypeReference<>() {};
    private static final BackgroundJobs.Kind<StoredAudit> KIND = new BackgroundJobs.Kind<>(
            StoredAudit.class,
            "The audit failed; the log has its id.",
            "The service was stopped meanwhile; ask again.");
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int BATCH = 100;
    private static final int MOST_LISTED = 1_000;

    private final Database database;
    private final Administration administration;
    private final Audit audit;
    private final LastAudits last;
    private final ActiveRelease active;
    private final BackgroundJobs jobs;
    private final InstantSource clock;
    private final ObjectMapper json;

    AuditJobs(
            Database database,
            Administration administration,
            Audit audit,
            LastAudits last,
            ActiveRelease active,
            BackgroundJobs jobs,
            InstantSource clock,
            ObjectMapper json) {
        this.database = database;
        this.administration = administration;
        this.audit = audit;
        this.last = last;
        this.active = active;
        this.jobs = jobs;
        this.clock = clock;
        this.json = json;
    }

    /**
     * How far an audit is, and what it found so far.
     *
     * @param state RUNNING, DONE or FAILED
     * @param clients how many there were when it began
     * @param waiting of those audited, how many are to be evaluated anyway, and were not compared
     * @param drift of how many something differs
     * @param drifting the first 1,000 of them
     * @param cutOffs what differs in the ranking by spend
     */
    @Schema(name = "AuditJob")
    record Job(
            String job,
            String state,
            String release,
            long clients,
            long audited,
            long waiting,
            long drift,
            List<AuditReport.Drifting> drifting,
            List<Audit.Difference> cutOffs,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String failure) {}

    /**
     * Begins to audit all clients of a business.
     *
     * @throws ProblemException CONFLICT while another audit of the business runs
     */
    UUID start(BusinessId business) {
        int release = database.transaction(
                transaction -> active.running(transaction, business).id());
        UUID job = jobs.addTheOnlyOne(
                KIND,
                new StoredAudit(business, release, clock.instant()),
                "The audit %s of this business is running; ask again when it is done.");
        jobs.start(KIND, job, () -> run(job, business));
        return job;
    }

    /** An audit of the business, if it has one of that id. */
    Optional<Job> find(BusinessId business, UUID id) {
        return administration.transaction(transaction -> {
            Optional<StoredAudit> audit = jobs.find(KIND, business, id);
            return audit.isEmpty() ? Optional.empty() : Optional.of(job(audit.get(), drifting(transaction, id)));
        });
    }

    private List<AuditReport.Drifting> drifting(Transaction transaction, UUID id) throws SQLException {
        return transaction.list(
                """
                select c.external_id, d.differences from audit_drift d join client c on c.id = d.client_id
                where d.job_id = ? order by d.client_id
                """,
                row -> new AuditReport.Drifting(
                        row.getString("external_id"), read(requireNonNull(row.getString("differences")))),
                id);
    }

    private Job job(StoredAudit audit, List<AuditReport.Drifting> drifting) {
        return new Job(
                audit.id().toString(),
                audit.state().name(),
                "r-" + audit.release(),
                audit.clients(),
                audit.audited(),
                audit.waiting(),
                audit.drift(),
                drifting,
                read(audit.cutOffs()),
                audit.startedAt(),
                audit.finishedAt(),
                audit.failure());
    }

    private void run(UUID job, BusinessId business) {
        List<Audit.Difference> ranking = audit.ranking(business);
        database.transaction(transaction ->
                transaction.update("update audit_job set cut_offs = ?::jsonb where id = ?", write(ranking), job));
        long drift = ranking.size();
        long after = 0;
        int listed = 0;
        for (List<Long> batch = batch(business, after); !batch.isEmpty(); batch = batch(business, after)) {
            Audit.Found found = audit.clients(business, batch);
            List<Audit.Drift> list =
                    found.drifts().subList(0, Math.min(found.drifts().size(), MOST_LISTED - listed));
            store(job, found, list);
            drift += found.drifts().size();
            listed += list.size();
            after = batch.getLast();
        }
        last.found(business, drift);
    }

    private List<Long> batch(BusinessId business, long after) {
        return database.transaction(transaction -> ClientBatches.after(transaction, business, after, BATCH));
    }

    private void store(UUID job, Audit.Found found, List<Audit.Drift> list) {
        database.transaction(transaction -> {
            var rows = new ArrayList<@Nullable Object[]>();
            list.forEach(drift -> rows.add(new @Nullable Object[] {job, write(drift.differences()), drift.id()}));
            // whoever was erased meanwhile is left out
            transaction.batch("""
                    insert into audit_drift (job_id, client_id, differences)
                    select ?, id, ?::jsonb from client where id = ? and erased_at is null
                    """, rows);
            return transaction.update(
                    """
                    update audit_job set audited = audited + ?, waiting = waiting + ?, drift = drift + ?,
                                         beat_at = clock_timestamp() where id = ?
                    """, found.clients(), found.waiting(), found.drifts().size(), job);
        });
    }

    /** Gives up audits that have been silent, and forgets old ones. */
    @Scheduled(identity = "silent-audits", every = "10s", delayed = "10s")
    void tidy() {
        jobs.tidy(KIND, KEPT);
    }

    private String write(List<Audit.Difference> differences) {
        try {
            return json.writeValueAsString(differences);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Differences cannot be written", e);
        }
    }

    private List<Audit.Difference> read(String differences) {
        try {
            return json.readValue(differences, DIFFERENCES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored differences cannot be read", e);
        }
    }
}
