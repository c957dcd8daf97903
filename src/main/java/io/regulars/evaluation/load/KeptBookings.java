package io.regulars.evaluation.load;

import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.Version;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The states of bookings of clients with long histories, kept in memory so that the next look at such a client reads what was
 * added since. Stored states are added and never changed, but for an erasure that takes all; how many there are, and which is
 * the last, tells whether what is kept is what is stored.
 */
@ApplicationScoped
class KeptBookings {
    /** A shorter history is read as fast. */
    private static final int LEAST = 300;

    private static final int MOST = 300_000;

    private final Map<Long, Kept> byClient = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    /**
     * One stored state.
     *
     * @param retold whether it takes the place of what was known of its moment
     */
    record Row(long seq, Version<BookingState> version, boolean retold) {}

    /** All stored states of a client's bookings, in the order of their moments; and the greatest number among them. */
    record Kept(List<Row> rows, long last) {
        static final Kept NOTHING = new Kept(List.of(), 0);

        private static final Comparator<Row> IN_ORDER =
                Comparator.comparing((Row row) -> row.version().occurredAt()).thenComparingLong(Row::seq);

        Kept {
            rows = List.copyOf(rows);
        }

        /** The same with what was stored since. */
        Kept and(List<Row> more) {
            if (more.isEmpty()) {
                return this;
            }
            var all = new ArrayList<>(rows);
            all.addAll(more);
            all.sort(IN_ORDER);
            return new Kept(
                    all, Math.max(last, more.stream().mapToLong(Row::seq).max().orElse(last)));
        }

        /** Whether so many are stored, with that number the greatest. */
        boolean isAll(long stored, long greatest) {
            return rows.size() == stored && last == greatest;
        }
    }

    /** What is kept of a client; it may be stale. */
    synchronized Optional<Kept> of(long client) {
        return Optional.ofNullable(byClient.get(client));
    }

    /** Keeps a long history; the ones longest unasked for make room. */
    synchronized void keep(long client, Kept kept) {
        forget(client);
        if (kept.rows.size() >= LEAST && kept.rows.size() <= MOST) {
            byClient.put(client, kept);
            size += kept.rows.size();
        }
        var oldest = byClient.values().iterator();
        while (size > MOST && oldest.hasNext()) {
            size -= oldest.next().rows.size();
            oldest.remove();
        }
    }

    /** Keeps nothing of a client. */
    synchronized void forget(long client) {
        Kept before = byClient.remove(client);
        size -= before == null ? 0 : before.rows.size();
    }
}
