package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.Database;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Folds the changes of spend that wait into the ranking of their business, moves its cut-offs and makes due whoever is
 * ranked otherwise by them, and nobody else. The cost is that of the changes; how many clients there are does not matter.
 */
@ApplicationScoped
public class FoldSpends {
    private static final Logger LOG = Logger.getLogger(FoldSpends.class);

    /** More are taken in several transactions. */
    private static final int MOST = 50_000;

    /** From so many changes on, counting the levels is cheaper than stepping along them. */
    private static final int MANY = 1_000;

    private final Database database;
    private final ActiveRelease active;
    private final InstantSource clock;

    FoldSpends(Database database, ActiveRelease active, InstantSource clock) {
        this.database = database;
        this.active = active;
        this.clock = clock;
    }

    /** Folds what waits of every business, but for those that another worker is at; nothing while no release is active. */
    public void fold() {
        List<Integer> businesses = active.any()
                ? database.transaction(transaction -> transaction.list(
                        "select distinct business_id from spend_change", row -> row.getInt("business_id")))
                : List.of();
        businesses.forEach(business -> foldUnlessBusy(new BusinessId(business)));
    }

    /** Folds what waits of one business, after whoever is at it, and places the cuts that the release has brought. */
    public void fold(BusinessId business) {
        fold(business, "");
    }

    private void foldUnlessBusy(BusinessId business) {
        try {
            fold(business, " skip locked");
        } catch (ReleaseCannotRun e) {
            LOG.debugf("The spends of business %d wait: %s", business.value(), e.getMessage());
        }
    }

    private void fold(BusinessId business, String unlessBusy) {
        while (database.transaction(transaction -> fold(transaction, business, unlessBusy)) == MOST) {
            // more may wait
        }
    }

    private int fold(Transaction transaction, BusinessId business, String unlessBusy) throws SQLException {
        if (!lock(transaction, business, unlessBusy)) {
            return 0;
        }
        RunningRelease release = active.running(transaction, business);
        SpendRanking before = SpendRankings.load(transaction, business);
        Taken taken = take(transaction, business);
        SpendRankings.storeLevels(transaction, business, taken.changes);
        SpendRanking after =
                after(transaction, business, before, taken, release.rules().cuts());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        SpendRankings.store(transaction, business, before, after, now);
        markDue(transaction, business, release, candidates(transaction, business, before, after, taken), now);
        return taken.count;
    }

    private static boolean lock(Transaction transaction, BusinessId business, String unlessBusy) throws SQLException {
        transaction.update(
                "insert into spend_ranking (business_id, population) values (?, 0) on conflict do nothing",
                business.value());
        return transaction
                .first(
                        "select 1 from spend_ranking where business_id = ? for update" + unlessBusy,
                        row -> true,
                        business.value())
                .isPresent();
    }

    /** Changes that were taken out of the queue, and whose they were. */
    private record Taken(SpendChanges changes, Set<Long> clients, int count) {}

    private static Taken take(Transaction transaction, BusinessId business) throws SQLException {
        var changes = new SpendChanges();
        var clients = new HashSet<Long>();
        List<Long> taken = transaction.list(
                """
                delete from spend_change where ctid in (select ctid from spend_change where business_id = ? limit ?)
                returning client_id, old_minor, new_minor
                """,
                row -> {
                    changes.move(row.getLong("old_minor"), row.getLong("new_minor"));
                    return row.getLong("client_id");
                },
                business.value(),
                MOST);
        clients.addAll(taken);
        return new Taken(changes, clients, taken.size());
    }

    private static SpendRanking after(
            Transaction transaction, BusinessId business, SpendRanking before, Taken taken, Set<Cut> cuts)
            throws SQLException {
        var levels = new StoredLevels(transaction, business);
        Map<Cut, SpendRanking.Place> kept = new HashMap<>(before.places());
        kept.keySet().retainAll(taken.count < MANY ? cuts : Set.of());
        SpendRanking stepped = new SpendRanking(before.population(), kept).after(taken.changes, levels);
        var places = new HashMap<>(stepped.places());
        for (Cut cut : cuts) {
            if (!places.containsKey(cut)) {
                places.put(cut, levels.count(cut, stepped.population()));
            }
        }
        return new SpendRanking(stepped.population(), places);
    }

    /**
     * Clients between an old and a new cut-off, and those whose change was folded and who are ranked otherwise. Locked in
     * their order: an evaluation that began by the old cut-offs ends first, and is seen.
     */
    private static List<Long> candidates(
            Transaction transaction, BusinessId business, SpendRanking before, SpendRanking after, Taken taken)
            throws SQLException {
        var low = new ArrayList<String>();
        var high = new ArrayList<String>();
        before.places().forEach((cut, place) -> {
            SpendRanking.Place now = after.places().get(cut);
            if (now != null && now.line() != place.line()) {
                low.add(Long.toString(Math.min(now.line(), place.line())));
                high.add(Long.toString(Math.max(now.line(), place.line())));
            }
        });
        return transaction.list(
                """
                select id from client where id in (
                    select c.id from unnest(?::bigint[], ?::bigint[]) moved (low, high)
                        join client c on c.spend_minor >= moved.low and c.spend_minor < moved.high
                    where c.business_id = ? and c.spend_minor > 0 and c.erased_at is null
                    union all
                    select c.id from client c where c.id = any(?::bigint[]) and c.cutoffs_reached <> (
                        select count(*) from spend_cutoff o
                        where o.business_id = c.business_id and o.spend_minor <= c.spend_minor))
                order by id for update
                """,
                row -> row.getLong("id"),
                low.toArray(String[]::new),
                high.toArray(String[]::new),
                business.value(),
                taken.clients.stream().map(String::valueOf).toArray(String[]::new));
    }

    /** Who has not been evaluated since her spend changed, or by another release, will be anyway. */
    private static void markDue(
            Transaction transaction, BusinessId business, RunningRelease release, List<Long> candidates, Instant now)
            throws SQLException {
        if (!candidates.isEmpty()) {
            transaction.update(
                    """
                    update client c set evaluate_again_at = least(c.evaluate_again_at, ?)
                    where c.id = any(?::bigint[]) and c.erased_at is null and c.evaluated_release = ?
                      and c.cutoffs_reached <> (select count(*) from spend_cutoff o
                                                where o.business_id = ? and o.spend_minor <= c.spend_minor)
                    """,
                    now,
                    candidates.stream().map(String::valueOf).toArray(String[]::new),
                    release.id(),
                    business.value());
        }
    }
}
