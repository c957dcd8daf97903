package io.regulars.imports;

import static java.util.Objects.requireNonNull;

import io.regulars.access.businesses.Business;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines to their end and stores them, {@value #CHUNK} to a transaction, so memory stays flat and whatever breaks
 * off, whole chunks are kept and nothing is half written. Good lines of a bad file are kept.
 */
@ApplicationScoped
class ImportLines {
    private static final Logger LOG = Logger.getLogger(ImportLines.class);
    private static final int CHUNK = 500;
    private static final int CHUNK_BYTES = 4 << 20;
    private static final int ATTEMPTS = 5;

    private final Database database;
    private final ImportJobs jobs;
    private final StoreRecords storeRecords;
    private final Reading reading;
    private final InstantSource clock;

    ImportLines(Database database, ImportJobs jobs, StoreRecords storeRecords, Reading reading, InstantSource clock) {
        this.database = database;
        this.jobs = jobs;
        this.storeRecords = storeRecords;
        this.reading = reading;
        this.clock = clock;
    }

    /** Imports and answers the job as it stands when the last line is stored; its clients are evaluated afterwards. */
    ImportJob run(Business business, LineSource lines, boolean startCampaigns) {
        UUID id = UUID.randomUUID();
        Instant since = clock.instant();
        jobs.start(id, business.id(), startCampaigns, since);
        String failure = reading.during(id, () -> readAll(id, business, since, lines));
        jobs.read(id, failure, clock.instant());
        return jobs.find(business.id(), id);
    }

    /** Null if all went well, else why it did not. */
    private @Nullable String readAll(UUID id, Business business, Instant since, LineSource lines) {
        var chunk = new Chunk(business, since);
        try {
            Optional<RawLine> line = lines.next();
            while (line.isPresent()) {
                chunk.add(line.get(), clock.instant());
                if (chunk.isFull()) {
                    store(id, chunk);
                    chunk = new Chunk(business, since);
                }
                line = lines.next();
            }
            store(id, chunk);
            return null;
        } catch (IOException e) {
            LOG.infof("Import %s broke off: %s", id, e.getMessage());
            store(id, chunk);
            return "The sender broke off. What came whole until then was kept; send the file again.";
        } catch (DatabaseFailure e) {
            LOG.errorf(e, "Import %s failed", id);
            return "The database could not take more. What was accepted until then was kept; send the file again.";
        } catch (RuntimeException e) {
            jobs.read(id, "Something went wrong on our side; our log knows more.", clock.instant());
            throw e;
        }
    }

    private void store(UUID id, Chunk chunk) {
        for (int attempt = 1; ; attempt++) {
            try {
                database.transaction(tx -> store(tx, id, chunk));
                return;
            } catch (DatabaseFailure e) {
                // lost against another transaction, or away for a moment: nothing of the chunk was kept
                if (!e.unavailable() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private int store(Transaction tx, UUID id, Chunk chunk) throws SQLException {
        Instant now = clock.instant();
        List<ImportRecord> records = chunk.good.stream().map(Chunk.Good::record).toList();
        Map<String, Long> clients = storeRecords.lockEverybody(tx, chunk.business.id(), records, now);
        Set<ImportRecord> added = storeRecords.addNew(tx, chunk.business, records, clients, chunk.since, now);
        var bad = new ArrayList<>(chunk.bad);
        var touched = new TreeSet<Long>();
        added.forEach(record -> touched.add(requireNonNull(clients.get(record.client()))));
        for (Chunk.Good good : chunk.good) {
            if (added.contains(good.record())) {
                continue;
            }
            try {
                touched.addAll(storeRecords.store(tx, chunk.business, good.record(), chunk.since, now));
            } catch (ProblemException refusal) {
                bad.add(BadLine.of(good.line(), refusal));
            }
        }
        tx.update(
                "insert into import_client (job_id, client_id) select ?, unnest(?::bigint[]) on conflict do nothing",
                id,
                touched.stream().map(String::valueOf).toArray(String[]::new));
        int accepted = chunk.size() - bad.size();
        if (!jobs.progress(tx, id, accepted, bad, now)) {
            throw new ProblemException(ErrorCode.CONFLICT, "The import was given up meanwhile; send the file again.");
        }
        return accepted;
    }

    /** Lines of one transaction, read and checked. */
    private static final class Chunk {
        private final Business business;
        private final Instant since;
        private final List<Good> good = new ArrayList<>();
        private final List<BadLine> bad = new ArrayList<>();
        private int bytes;

        Chunk(Business business, Instant since) {
            this.business = business;
            this.since = since;
        }

        record Good(RawLine line, ImportRecord record) {}

        void add(RawLine line, Instant now) {
            bytes += line instanceof RawLine.Text text ? text.bytes().length : 0;
            try {
                good.add(new Good(line, ImportRecord.read(line, business, since, now)));
            } catch (ProblemException refusal) {
                bad.add(BadLine.of(line, refusal));
            }
        }

        int size() {
            return good.size() + bad.size();
        }

        boolean isFull() {
            return size() >= CHUNK || bytes >= CHUNK_BYTES;
        }
    }
}
