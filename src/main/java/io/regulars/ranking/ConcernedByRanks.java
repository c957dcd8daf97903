package io.regulars.ranking;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.past.SpendOverTime.Step;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.past.CutSpendDifferences;
import io.regulars.ranking.past.CutoffSweep;
import io.regulars.ranking.spends.SpendRanges;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the clients who were evaluated by other ranks than are known now, and since when these are others. */
final class ConcernedByRanks {
    /** Amounts are asked for in so many ranges. */
    static final int MOST_RANGES = 32;

    private final Transaction transaction;
    private final BusinessId business;
    private final PendingSpendChanges waiting;
    private final CutoffSweep.Since since;
    private final CutSpendDifferences differences;

    ConcernedByRanks(
            Transaction transaction,
            BusinessId business,
            PendingSpendChanges waiting,
            CutoffSweep.Since since,
            CutSpendDifferences differences) {
        this.transaction = transaction;
        this.business = business;
        this.waiting = waiting;
        this.since = since;
        this.differences = differences;
    }

    /** Each client's moment from which on to look again. */
    Map<Long, Instant> find() throws SQLException {
        var found = new HashMap<Long, Instant>();
        Instant first = differences.first();
        if (first != null) {
            others().forEach(client -> found.put(client, first));
        }
        for (Own own : own()) {
            Instant from = own.looksAgainFrom();
            if (from != null) {
                found.put(own.client, from);
            }
        }
        return found;
    }

    /** Whoever had an amount between the old and the new cut-offs, and has not changed themselves. */
    private Collection<Long> others() throws SQLException {
        var others = new ArrayList<Long>();
        List<SpendRanges.Range> ranges = differences.ranges().atMost(MOST_RANGES);
        others.addAll(transaction.list(
                """
                select c.id from unnest(?::bigint[], ?::bigint[]) amount (low, high)
                join client c on c.spend_minor >= amount.low and c.spend_minor < amount.high
                where c.business_id = ? and c.spend_minor > 0 and c.erased_at is null
                """,
                row -> row.getLong("id"),
                ranges.stream().map(range -> Long.toString(range.from())).toArray(String[]::new),
                ranges.stream().map(range -> Long.toString(range.to())).toArray(String[]::new),
                business.value()));
        waiting.ofClients().forEach((client, steps) -> {
            if (steps.stream().anyMatch(this::isBetween)) {
                others.add(client);
            }
        });
        others.removeAll(waiting.clients().keySet());
        return others;
    }

    private boolean isBetween(Step step) {
        return differences.ranges().has(step.fromMinor())
                || differences.ranges().has(step.toMinor());
    }

    private List<Own> own() throws SQLException {
        return transaction.list(
                "select id, spend_minor, cutoffs_reached from client where id = any(?::bigint[]) and erased_at is null",
                row -> new Own(
                        row.getLong("id"), row.getLong("spend_minor"), row.getObject("cutoffs_reached", Integer.class)),
                (Object)
                        waiting.clients().keySet().stream().map(String::valueOf).toArray(String[]::new));
    }

    /**
     * A client whose own spend has changed: they were evaluated as one who has ranked since then as they do at present.
     */
    private final class Own {
        private final long client;
        private final long spendMinor;
        /** Null: they are still to be evaluated, by what is found now. */
        private final @Nullable Integer reached;

        Own(long client, long spendMinor, @Nullable Integer reached) {
            this.client = client;
            this.spendMinor = spendMinor;
            this.reached = reached;
        }

        private @Nullable Instant looksAgainFrom() {
            Instant changed = Objects.requireNonNull(waiting.clients().get(client));
            Instant first = differences.first();
            if (first != null && first.isBefore(changed) && wasRankedOtherwiseBefore(changed)) {
                return first;
            }
            boolean stands =
                    reached == null || !waiting.isToBeLookedAtAgain(client) && hasRankedSoSince(changed, reached);
            return stands ? null : changed;
        }

        private boolean wasRankedOtherwiseBefore(Instant changed) {
            Instant from = Instant.MIN;
            long spent = spendMinor;
            for (Step step : waiting.ofClients().getOrDefault(client, List.of())) {
                spent = step.toMinor();
                Instant until = step.at().isBefore(changed) ? step.at() : changed;
                if (differences.concern(step.fromMinor(), from, until)) {
                    return true;
                }
                from = until;
            }
            return differences.concern(spent, from, changed);
        }

        private boolean hasRankedSoSince(Instant changed, int reachedNow) {
            List<Step> steps = waiting.ofClients().getOrDefault(client, List.of()).stream()
                    .filter(step -> !step.at().isBefore(changed))
                    .toList();
            boolean atOnce = steps.isEmpty()
                    || steps.size() == 1 && steps.getFirst().at().equals(changed);
            return atOnce && since.ranked(spendMinor, changed, Instant.MAX, reachedNow);
        }
    }
}
