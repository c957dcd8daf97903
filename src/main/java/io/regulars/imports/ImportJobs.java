package io.regulars.imports;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All imports and what they leave behind: their progress and the lines that were not taken. */
@ApplicationScoped
class ImportJobs {
    private static final String STOPPED =
            "The service was stopped while lines were read. What was accepted until then was kept; send the file again.";

    private final Administration administration;

    ImportJobs(Administration administration) {
        this.administration = administration;
    }

    void start(UUID id, BusinessId business, boolean startCampaigns, Instant now) {
        administration.transaction(tx -> {
            new StoredImport(id, business, startCampaigns, now).persist();
            return id;
        });
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
    void read(UUID id, @Nullable String failure, Instant now) {
        administration.transaction(tx -> {
            if (failure == null) {
                StoredImport.read(id, now);
            } else {
                StoredImport.brokeOff(id, failure, now);
            }
            return id;
        });
    }

    /** Notes that the instance that reads these is alive, and gives up those that nobody has read for since a moment. */
    void beat(List<UUID> reading, Instant silentSince, Instant now) {
        administration.transaction(tx -> {
            StoredImport.beat(reading, now);
            StoredImport.giveUp(silentSince, now, STOPPED);
            return reading;
        });
    }

    /** A job whose lines were all read, and which has clients to evaluate or can be finished. */
    record Unfinished(UUID id, BusinessId business, boolean startCampaigns) {}

    List<Unfinished> unfinished() {
        return administration.transaction(tx -> StoredImport.unfinished().stream()
                .map(job -> new Unfinished(job.id(), job.business(), job.startCampaigns()))
                .toList());
    }

    /** Notes the end, unless another instance still evaluates. */
    void finish(UUID id, Instant now) {
        administration.transaction(tx -> {
            boolean evaluating = tx.first("select 1 from import_client where job_id = ? limit 1", row -> true, id)
                    .isPresent();
            if (!evaluating) {
                StoredImport.finish(id, now);
            }
            return id;
        });
    }

    /**
     * One of a business.
     *
     * @throws ProblemException NOT_FOUND
     */
    ImportJob find(BusinessId business, UUID id) {
        return administration.transaction(tx -> StoredImport.of(business, id)
                .map(StoredImport::job)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no import '" + id + "'.")));
    }

    /** The latest first. */
    List<ImportJob> latest(BusinessId business, int most) {
        return administration.transaction(tx -> StoredImport.latest(business, most).stream()
                .map(StoredImport::job)
                .toList());
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
}
