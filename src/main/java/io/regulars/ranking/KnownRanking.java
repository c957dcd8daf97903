package io.regulars.ranking;

import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.database.RowReader;
import io.regulars.ranking.spends.SpendChanges;
import io.regulars.ranking.spends.SpendRanking;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A business's ranking as one statement reads it: as it was last applied, and the changes that wait to be applied, all of
 * them while they are few.
 *
 * @param waiting of any client if {@code complete}, else of those asked for
 */
public record KnownRanking(SpendRanking applied, List<Waiting> waiting, boolean complete) {
    /** One read, so that no change is counted twice or not at all. Parameters: the business four times, the clients. */
    public static final String SQL = """
            select 0 as part, population as a, 0::bigint as b, 0::bigint as c, 0 as percentile, false as strict,
                   null::timestamptz as from_at
              from spend_ranking where business_id = ?
            union all select 1, spend_minor, below, at_cutoff, percentile, strict, null
              from spend_cutoff where business_id = ?
            union all (select 2, client_id, old_minor, new_minor, 0, false, from_at
              from spend_change where business_id = ? limit 64)
            union all select 3, client_id, old_minor, new_minor, 0, false, from_at
              from spend_change where business_id = ? and client_id = any(?);
            """;

    private static final int FEW = 64;

    /**
     * A change that waits.
     *
     * @param from when on what they had spent became another
     */
    public record Waiting(long client, long fromMinor, long toMinor, Instant from) {}

    public KnownRanking {
        waiting = List.copyOf(waiting);
    }

    /** What waits, as far as it concerns a client. */
    public SpendChanges waitingFor(long client) {
        var changes = new SpendChanges();
        for (Waiting one : waiting) {
            if (complete || one.client == client) {
                changes.move(one.fromMinor, one.toMinor);
            }
        }
        return changes;
    }

    /** From when on what a client had spent is others than was applied; the end of time if nothing of theirs waits. */
    public Instant waitingFrom(long client) {
        return waiting.stream()
                .filter(one -> one.client == client)
                .map(Waiting::from)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** Takes the rows of {@link #SQL} together. */
    public static final class Reader {
        private long population;
        private final Map<Cut, SpendRanking.Place> places = new HashMap<>();
        private final List<Waiting> some = new ArrayList<>();
        private final List<Waiting> own = new ArrayList<>();

        public void take(RowReader cells) throws SQLException {
            long part = cells.number();
            Long a = cells.numberOrNull();
            long b = cells.number();
            long c = cells.number();
            if (part == 0) {
                population = Objects.requireNonNull(a);
            } else if (part == 1) {
                OptionalLong line = a == null ? OptionalLong.empty() : OptionalLong.of(a);
                places.put(new Cut((int) cells.number(), cells.flag()), new SpendRanking.Place(line, b, c));
            } else {
                cells.number();
                cells.flag();
                (part == 2 ? some : own).add(new Waiting(Objects.requireNonNull(a), b, c, cells.moment()));
            }
        }

        /** What was read. */
        public KnownRanking finish() {
            var ranking = new SpendRanking(population, places);
            return some.size() < FEW ? new KnownRanking(ranking, some, true) : new KnownRanking(ranking, own, false);
        }
    }

    /** The cuts that it does not know. */
    public Set<Cut> missing(Set<Cut> cuts) {
        var missing = new HashSet<>(cuts);
        missing.removeAll(applied.places().keySet());
        return missing;
    }
}
