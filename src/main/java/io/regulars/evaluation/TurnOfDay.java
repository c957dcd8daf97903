package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.platform.Database;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates every client of a business once in each of its local days: percentile cut-offs move with what others spend,
 * which no client's own due time knows.
 */
@ApplicationScoped
public class TurnOfDay {
    private final Database database;
    private final EvaluateAll evaluateAll;
    private final ActiveRelease active;
    private final InstantSource clock;

    TurnOfDay(Database database, EvaluateAll evaluateAll, ActiveRelease active, InstantSource clock) {
        this.database = database;
        this.evaluateAll = evaluateAll;
        this.active = active;
        this.clock = clock;
    }

    private record Day(int business, ZoneId zone, @Nullable LocalDate evaluatedOn) {}

    /** Does so for each business whose day has turned since, and says how many clients were evaluated. */
    public long evaluate() {
        if (active.current().isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        List<Day> days = database.transaction(transaction -> transaction.list(
                "select id, zone, evaluated_on from business order by id",
                row -> new Day(
                        row.getInt("id"),
                        ZoneId.of(row.getString("zone")),
                        row.getObject("evaluated_on", LocalDate.class))));
        long done = 0;
        for (Day day : days) {
            LocalDate today = LocalDate.ofInstant(now, day.zone);
            if (!today.equals(day.evaluatedOn)) {
                done += database.transaction(transaction -> turn(transaction, day, today));
            }
        }
        return done;
    }

    /** One replica at a time; the day is marked when all are done, so that a restart takes it up again. */
    private long turn(Transaction transaction, Day day, LocalDate today) throws SQLException {
        boolean ours = transaction
                .first("""
                        select pg_try_advisory_xact_lock(hashtext('turn-of-day'), id)
                               and evaluated_on is distinct from ? as ours
                        from business where id = ?
                        """, row -> row.getBoolean("ours"), today, day.business)
                .orElse(false);
        if (!ours) {
            return 0;
        }
        // a new business has no yesterday to make up for
        long done = day.evaluatedOn == null
                ? 0
                : evaluateAll.evaluate(new BusinessId(day.business), Cause.TIME, progress -> {});
        transaction.update("update business set evaluated_on = ? where id = ?", today, day.business);
        return done;
    }
}
