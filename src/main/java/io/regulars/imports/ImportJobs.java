package io.regulars.imports;

import io.regulars.access.BusinessId;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.Json;
import io.regulars.platform.ProblemException;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All imports and what they leave behind: their progress and the lines that were not taken. */
@ApplicationScoped
class ImportJobs {
    void start(Transaction tx, UUID id, BusinessId business, boolean startCampaigns, Instant now) throws SQLException {
        tx.update("""
                insert into import_job (id, business_id, state, start_campaigns, started_at, beat_at)
                values (?, ?, 'RUNNING', ?, ?, ?)
                """, id, business.value(), startCampaigns, now, now);
    }

    /** Notes what became of a chunk of lines. False if the job was given up meanwhile. */
    boolean progress(Transaction tx, UUID id, int accepted, List<BadLine> bad, Instant now) throws SQLException {
        int present = tx.update("""
                update import_job set lines = lines + ?, accepted = accepted + ?, rejected = rejected + ?, beat_at = ?
                where id = ? and state = 'RUNNING'
                """, accepted + bad.size(), accepted, bad.size(), now, id);
        List<@Nullable Object[]> rows = new ArrayList<>();
        bad.forEach(line -> rows.add(new @Nullable Object[] {
            id, line.line(), line.code(), line.message(), Json.write(line.errors()), line.record()
        }));
        tx.batch(
                "insert into import_error (job_id, line, code, message, errors, record) values (?, ?, ?, ?, ?::jsonb, ?)",
                rows);
        return present > 0;
    }

    /** Notes that there is nothing more to read; a failure, if there is one, says why. */
    void read(Transaction tx, UUID id, @Nullable String failure, Instant now) throws SQLException {
        tx.update("""
                update import_job set read_at = ?, failure = ?, state = case when ?::text is null then state else 'FAILED' end
                where id = ? and read_at is null
                """, now, failure, failure, id);
    }

    /** Notes that the instance that reads these is alive. */
    void beat(Transaction tx, List<UUID> reading, Instant now) throws SQLException {
        tx.update(
                "update import_job set beat_at = ? where id = any(?::uuid[]) and read_at is null",
                now,
                reading.stream().map(UUID::toString).toArray(String[]::new));
    }

    /** Gives up those that nobody has read for since a moment: their instance was stopped. */
    int giveUp(Transaction tx, Instant silentSince, Instant now) throws SQLException {
        return tx.update(
                """
                update import_job set read_at = ?, state = 'FAILED', failure = ?
                where finished_at is null and read_at is null and beat_at < ?
                """,
                now,
                "The service was stopped while lines were read. What was accepted until then was kept; send the file again.",
                silentSince);
    }

    /** A job whose lines were all read, and which has clients to evaluate or can be finished. */
    record Unfinished(UUID id, BusinessId business, boolean startCampaigns) {}

    List<Unfinished> unfinished(Transaction tx) throws SQLException {
        return tx.list(
                """
                select id, business_id, start_campaigns from import_job
                where finished_at is null and read_at is not null order by started_at
                """,
                row -> new Unfinished(
                        row.getObject("id", UUID.class),
                        new BusinessId(row.getInt("business_id")),
                        row.getBoolean("start_campaigns")));
    }

    /** Notes the end, unless another instance still evaluates. */
    void finish(Transaction tx, UUID id, Instant now) throws SQLException {
        tx.update("""
                update import_job set finished_at = ?, state = case when state = 'FAILED' then state else 'DONE' end
                where id = ? and finished_at is null and not exists (select 1 from import_client where job_id = ?)
                """, now, id, id);
    }

    ImportJob find(Transaction tx, BusinessId business, UUID id) throws SQLException {
        Optional<ImportJob> job = tx.first(
                "select * from import_job where business_id = ? and id = ?", ImportJobs::job, business.value(), id);
        return job.orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no import '" + id + "'."));
    }

    /** The latest first. */
    List<ImportJob> latest(Transaction tx, BusinessId business, int most) throws SQLException {
        return tx.list(
                "select * from import_job where business_id = ? order by started_at desc, id limit ?",
                ImportJobs::job,
                business.value(),
                most);
    }

    /** Lines that were not taken, in their order, from after one. */
    List<BadLine> badLines(Transaction tx, UUID id, long after, int most) throws SQLException {
        return tx.list(
                "select * from import_error where job_id = ? and line > ? order by line limit ?",
                row -> new BadLine(
                        row.getLong("line"),
                        row.getString("code"),
                        row.getString("message"),
                        errors(row.getString("errors")),
                        row.getString("record")),
                id,
                after,
                most);
    }

    private static List<ProblemException.FieldError> errors(String json) {
        var errors = new ArrayList<ProblemException.FieldError>();
        Json.stored(json)
                .forEach(error -> errors.add(new ProblemException.FieldError(
                        error.path("pointer").asText(), error.path("detail").asText())));
        return errors;
    }

    private static ImportJob job(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Instant startedAt = Objects.requireNonNull(Transaction.instant(row, "started_at"));
        Instant beatAt = Objects.requireNonNull(Transaction.instant(row, "beat_at"));
        Instant readAt = Transaction.instant(row, "read_at");
        return new ImportJob(
                id,
                ImportJob.State.valueOf(row.getString("state")),
                row.getBoolean("start_campaigns"),
                row.getLong("lines"),
                row.getLong("accepted"),
                row.getLong("rejected"),
                row.getLong("evaluated"),
                ImportJob.rate(row.getLong("lines"), startedAt, readAt == null ? beatAt : readAt),
                startedAt,
                Transaction.instant(row, "finished_at"),
                row.getString("failure"),
                "/api/import/" + id + "/errors");
    }
}
