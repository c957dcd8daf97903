package io.regulars.timeline;

import io.regulars.access.businesses.BusinessId;
import io.regulars.jobs.ClientBatches;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.segments.HeldSegment;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers a question about the past for every client of a business, a hundred at a time in the order of their numbers, and
 * keeps the answers with the replay. Memberships stay as they are.
 */
@ApplicationScoped
class ReplayClients {
    private static final int BATCH = 100;

    private final Database database;
    private final SegmentsAsOf segmentsAsOf;

    ReplayClients(Database database, SegmentsAsOf segmentsAsOf) {
        this.database = database;
        this.segmentsAsOf = segmentsAsOf;
    }

    /**
     * Replays.
     *
     * @param segments those asked for; empty: all
     */
    void replay(UUID job, BusinessId business, SegmentsAsOf.Question question, Set<String> segments) {
        long after = 0;
        for (List<Long> batch = batch(business, after); !batch.isEmpty(); batch = batch(business, after)) {
            List<Long> clients = batch;
            database.transaction(transaction -> store(transaction, job, business, question, segments, clients));
            after = batch.getLast();
        }
    }

    private List<Long> batch(BusinessId business, long after) {
        return database.transaction(transaction -> ClientBatches.after(transaction, business, after, BATCH));
    }

    private int store(
            Transaction transaction,
            UUID job,
            BusinessId business,
            SegmentsAsOf.Question question,
            Set<String> segments,
            List<Long> clients)
            throws SQLException {
        var answers = segmentsAsOf.answer(transaction, business, clients, question);
        var rows = new ArrayList<@Nullable Object[]>();
        for (SegmentsAsOf.Of answer : answers) {
            for (HeldSegment segment : answer.segments()) {
                if (segments.isEmpty() || segments.contains(segment.name())) {
                    rows.add(
                            new @Nullable Object[] {job, segment.since(), segment.name(), segment.rule(), answer.id()});
                }
            }
        }
        // whoever was erased meanwhile is left out
        transaction.batch("""
                insert into replay_member (job_id, client_id, since, segment, rule)
                select ?, id, ?, ?, ? from client where id = ? and erased_at is null
                """, rows);
        return transaction.update(
                "update replay_job set replayed = replayed + ?, beat_at = clock_timestamp() where id = ?",
                clients.size(),
                job);
    }
}
