package io.regulars.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.jobs.ParallelBatches;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.running.ActiveRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Evaluates the clients whose time has come, as the rules named it: earliest first, in batches, shared with any number of
 * replicas. A client that cannot be evaluated is left alone for a while; the others go on.
 */
@ApplicationScoped
public class EvaluateDueClients {
    private static final int BATCH = 200;

    /** More bookings, activities or receipts than this are a long history. */
    private static final int LONG = 500;

    private final Database database;
    private final EvaluateClients evaluateClients;
    private final FailingClients failing;
    private final LongEvaluations longEvaluations;
    private final ActiveRelease active;
    private final ParallelBatches parallel;
    private final InstantSource clock;
    private final Timer lateness;

    EvaluateDueClients(
            Database database,
            EvaluateClients evaluateClients,
            FailingClients failing,
            LongEvaluations longEvaluations,
            ActiveRelease active,
            ParallelBatches parallel,
            InstantSource clock,
            MeterRegistry metrics) {
        this.database = database;
        this.evaluateClients = evaluateClients;
        this.failing = failing;
        this.longEvaluations = longEvaluations;
        this.active = active;
        this.parallel = parallel;
        this.clock = clock;
        this.lateness = Timer.builder("regulars.due.lateness")
                .description("How long after its moment a client was evaluated by time")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }

    /** @param isLong whether the client's history is so long that others would wait for them in a batch */
    private record Due(long client, int business, Instant at, boolean isLong) {}

    /** Evaluates all clients that are due now, and says how many; none while no release is active. */
    public int evaluate() {
        if (!active.any()) {
            return 0;
        }
        longEvaluations.endOverdue();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int first = evaluateBatch(now);
        var total = new AtomicInteger(first);
        if (first == BATCH) {
            parallel.repeat(() -> {
                int taken = evaluateBatch(now);
                total.addAndGet(taken);
                return taken > 0;
            });
        }
        return total.get();
    }

    /** When the next client is due after now, if one ever is. */
    Optional<Instant> next(Instant now) {
        return database.transaction(transaction -> transaction.first(
                        "select min(evaluate_again_at) as next from client where evaluate_again_at > ?",
                        row -> Optional.ofNullable(Transaction.instant(row, "next")),
                        now))
                .flatMap(next -> next);
    }

    private int evaluateBatch(Instant now) {
        List<Due> claimed = new ArrayList<>();
        try {
            database.transaction(transaction -> {
                claimed.addAll(claim(transaction, now));
                evaluate(transaction, together(claimed));
                return claimed;
            });
            done(together(claimed));
        } catch (RuntimeException e) {
            if (!FailingClients.concernsTheClient(e)) {
                throw e;
            }
            together(claimed).forEach(due -> evaluateAlone(due, now));
        }
        // their row is free now: nobody waits for them, and whoever takes them next locks it again
        claimed.stream()
                .filter(Due::isLong)
                .forEach(due -> longEvaluations.start(due.client, () -> evaluateAlone(due, now)));
        return claimed.size();
    }

    private static List<Due> together(List<Due> claimed) {
        return claimed.stream().filter(due -> !due.isLong).toList();
    }

    private void evaluateAlone(Due due, Instant now) {
        try {
            boolean evaluated = database.transaction(transaction -> {
                boolean stillDue =
                        transaction.first("""
                                select 1 from client
                                where id = ? and evaluate_again_at <= ? and erased_at is null for update skip locked
                                """, row -> true, due.client, now).isPresent();
                if (stillDue) {
                    evaluate(transaction, List.of(due));
                }
                return stillDue;
            });
            done(evaluated ? List.of(due) : List.of());
        } catch (RuntimeException e) {
            if (!FailingClients.concernsTheClient(e)) {
                throw e;
            }
            failing.failed(due.client, e);
        }
    }

    private void evaluate(Transaction transaction, List<Due> claimed) throws SQLException {
        var byBusiness = new TreeMap<Integer, Map<Long, List<TriggerEvent>>>();
        for (Due due : claimed) {
            byBusiness
                    .computeIfAbsent(due.business, business -> new TreeMap<>())
                    .put(due.client, List.of());
        }
        for (var entry : byBusiness.entrySet()) {
            evaluateClients.evaluate(
                    transaction, new BusinessId(entry.getKey()), entry.getValue(), EvaluationCause.TIME);
        }
    }

    private void done(List<Due> evaluated) {
        Instant now = clock.instant();
        evaluated.forEach(due -> lateness.record(Duration.between(due.at, now)));
        failing.succeeded(evaluated.stream().map(Due::client).toList());
    }

    /** Locked rows that another worker or request holds are left to it. */
    private List<Due> claim(Transaction transaction, Instant now) throws SQLException {
        return transaction.list(
                """
                select id, business_id, evaluate_again_at,
                       exists (select from booking_version where client_id = client.id offset %1$d)
                       or exists (select from activity where client_id = client.id offset %1$d)
                       or exists (select from receipt_version where client_id = client.id offset %1$d) as is_long
                from client
                where evaluate_again_at <= ? and erased_at is null and id <> all (?::bigint[])
                order by evaluate_again_at limit ? for update skip locked
                """.formatted(LONG),
                row -> new Due(
                        row.getLong("id"),
                        row.getInt("business_id"),
                        Objects.requireNonNull(Transaction.instant(row, "evaluate_again_at")),
                        row.getBoolean("is_long")),
                now,
                Stream.concat(failing.resting(), longEvaluations.clients())
                        .map(Object::toString)
                        .toArray(String[]::new),
                BATCH);
    }
}
