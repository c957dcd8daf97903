package io.regulars.ranking;

import io.quarkus.scheduler.Scheduled;
import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.past.CutSpendDifferences;
import io.regulars.ranking.past.CutoffBlock;
import io.regulars.ranking.past.CutoffMove;
import io.regulars.ranking.past.CutoffSweep;
import io.regulars.ranking.past.PastCuts;
import io.regulars.ranking.past.StoredMoves;
import io.regulars.ranking.past.StoredSteps;
import io.regulars.ranking.spends.CutSpends;
import io.regulars.ranking.spends.SpendRanges;
import io.regulars.running.ActiveRelease;
import io.regulars.running.ReleaseCannotRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds a business's cut-offs of all times from the beginning, in one sweep over everybody's steps: after an import, after
 * much was told of long ago, for percentiles that a release newly names. Until it is done what is asked about the past is
 * answered by what was known before. Memory holds as many levels as there are different spends, and a page of the moves.
 */
@ApplicationScoped
class SweepCutoffs {
    private static final Logger LOG = Logger.getLogger(SweepCutoffs.class);
    private static final int PAGE = 2_000;

    private final Database database;
    private final ActiveRelease active;
    private final MissingSteps missingSteps;
    private final InstantSource clock;

    SweepCutoffs(Database database, ActiveRelease active, MissingSteps missingSteps, InstantSource clock) {
        this.database = database;
        this.active = active;
        this.missingSteps = missingSteps;
        this.clock = clock;
    }

    /** Sweeps where that was put off because it takes long; what another replica is at is left to it. */
    @Scheduled(identity = "sweep-cut-offs", every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweepWhatWasPutOff() {
        if (!active.any()) {
            return;
        }
        database.transaction(transaction -> transaction.list(
                        "select business_id from spend_ranking where must_sweep",
                        row -> new BusinessId(row.getInt("business_id"))))
                .forEach(this::sweepUnlessBusy);
    }

    private void sweepUnlessBusy(BusinessId business) {
        try {
            sweep(business, " skip locked");
        } catch (ReleaseCannotRun | DatabaseFailure e) {
            LOG.warnf("The cut-offs of business %d wait: %s", business.value(), e.getMessage());
        }
    }

    /** Sweeps now if it takes a moment only. */
    void sweepIfQuick(BusinessId business) {
        if (database.transaction(transaction -> StoredSteps.areFew(transaction, business))) {
            sweep(business, " skip locked");
        }
    }

    /** Sweeps, after whoever is at the business, unless that has been done meanwhile. */
    void sweep(BusinessId business) {
        sweep(business, "");
    }

    private void sweep(BusinessId business, String unlessBusy) {
        missingSteps.write(business);
        database.transaction(transaction -> {
            RankingRow row = RankingRow.lock(transaction, business, unlessBusy).orElse(null);
            if (row != null && row.mustSweep() && row.steppedTo() == null) {
                sweep(transaction, business, row);
            }
            return business;
        });
    }

    private void sweep(Transaction transaction, BusinessId business, RankingRow row) throws SQLException {
        long began = System.nanoTime();
        List<Cut> kept = PastCuts.read(row.pastCuts());
        List<Cut> cuts =
                PastCuts.inOrder(active.running(transaction, business).rules().cuts());
        var known = new Known(transaction, business, kept, cuts);
        var differences = new CutSpendDifferences(
                CutSpends.ofNobody(cuts.size()), known::next, CutSpends.ofNobody(cuts.size()), false);
        var writer = new StoredMoves.Writer(
                transaction, business, "cutoff_past_swept", cuts, CutSpends.ofNobody(cuts.size()));
        var sweep = new CutoffSweep(cuts, move -> {
            differences.move(move);
            writer.add(move);
        });
        Map<Long, Instant> changed = readSteps(transaction, business, sweep);
        sweep.finish();
        writer.finish();
        differences.finish();
        StoredMoves.putSweptInPlace(transaction, business);
        SpendRankings.replace(transaction, business, sweep, clock.instant().truncatedTo(ChronoUnit.MICROS));
        askToLookAgain(transaction, business, differences, changed);
        transaction.update(
                "update spend_ranking set must_sweep = false, past_cuts = ? where business_id = ?",
                PastCuts.text(cuts),
                business.value());
        LOG.debugf(
                "The cut-offs of business %d were found from the beginning in %d ms",
                business.value(), (System.nanoTime() - began) / 1_000_000);
    }

    /**
     * Takes what waits out of the queue and goes along the steps, both as one statement sees them; says whose changes waited,
     * and from when on.
     */
    private static Map<Long, Instant> readSteps(Transaction transaction, BusinessId business, CutoffSweep sweep)
            throws SQLException {
        var changed = new HashMap<Long, Instant>();
        String sql = """
                with taken as (delete from spend_change where business_id = ? returning client_id, from_at)
                select client_id, from_at as at, null::bigint as from_minor, null::bigint as to_minor from taken
                union all
                select * from (select client_id, at, from_minor, to_minor from spend_step
                               where business_id = ? and superseded_at is null order by at) s
                """;
        try (PreparedStatement statement = transaction.connection().prepareStatement(sql)) {
            Transaction.bind(statement, business.value(), business.value());
            statement.setFetchSize(PAGE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Instant at = Objects.requireNonNull(Transaction.instant(rows, "at"));
                    if (rows.getObject("to_minor") == null) {
                        changed.merge(rows.getLong("client_id"), at, (one, other) -> one.isBefore(other) ? one : other);
                    } else {
                        sweep.step(StoredSteps.step(rows));
                    }
                }
            }
        }
        return changed;
    }

    /** The moves that were known, a page after the other, as moves of other cuts. */
    private static final class Known {
        private final Transaction transaction;
        private final BusinessId business;
        private final List<Cut> kept;
        private final List<Cut> cuts;
        private final Deque<CutoffMove> page = new ArrayDeque<>();
        private @Nullable Instant read;

        Known(Transaction transaction, BusinessId business, List<Cut> kept, List<Cut> cuts) {
            this.transaction = transaction;
            this.business = business;
            this.kept = kept;
            this.cuts = cuts;
        }

        @Nullable
        CutoffMove next() throws SQLException {
            if (page.isEmpty()) {
                for (CutoffBlock block : StoredMoves.page(transaction, business, read)) {
                    page.addAll(block.moves());
                    read = block.from();
                }
            }
            CutoffMove move = page.poll();
            return move == null ? null : new CutoffMove(move.at(), move.lines().of(kept, cuts));
        }
    }

    /** Whoever was ranked otherwise, and whoever was evaluated before their own change could be applied. */
    private static void askToLookAgain(
            Transaction transaction, BusinessId business, CutSpendDifferences differences, Map<Long, Instant> changed)
            throws SQLException {
        Instant first = differences.first();
        if (first != null) {
            List<SpendRanges.Range> ranges = differences.ranges().atMost(ConcernedByRanks.MOST_RANGES);
            transaction.update(
                    """
                    insert into rank_recheck (business_id, client_id, from_at)
                    select c.business_id, c.id, ? from client c
                    where c.business_id = ? and c.erased_at is null and c.evaluated_at is not null
                      and exists (select 1 from unnest(?::bigint[], ?::bigint[]) amount (low, high)
                                  where c.spend_minor >= amount.low and c.spend_minor < amount.high
                                     or exists (select 1 from spend_step s where s.client_id = c.id and s.superseded_at is null
                                                and (s.from_minor >= amount.low and s.from_minor < amount.high
                                                  or s.to_minor >= amount.low and s.to_minor < amount.high)))
                    """,
                    first,
                    business.value(),
                    ranges.stream().map(range -> Long.toString(range.from())).toArray(String[]::new),
                    ranges.stream().map(range -> Long.toString(range.to())).toArray(String[]::new));
        }
        transaction.update(
                """
                insert into rank_recheck (business_id, client_id, from_at)
                select c.business_id, c.id, n.since from unnest(?::bigint[], ?::timestamptz[]) n (client, since)
                join client c on c.id = n.client
                where c.erased_at is null and c.evaluated_at is not null and c.cutoffs_reached is not null
                """,
                changed.keySet().stream().map(String::valueOf).toArray(String[]::new),
                changed.values().stream().map(Instant::toString).toArray(String[]::new));
    }
}
