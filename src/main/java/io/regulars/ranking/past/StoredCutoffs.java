package io.regulars.ranking.past;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The cut-offs of the past as they were known to be then, read when first asked for and only as far back as is asked; before
 * the first that are known, the first. Whoever looks back usually looks a moment back, so the newest come first.
 */
final class StoredCutoffs implements PastCutoffs {
    /** A single move is looked up beyond these; moves are not searched further back than this. */
    private static final int[] READ = {500, 20_000};

    private static final long NOBODY = Long.MAX_VALUE;

    private final Transaction transaction;
    private final BusinessId business;
    private final Set<Cut> cuts;
    private final Cutoffs present;
    private final Map<Cut, NavigableMap<Instant, Long>> moves = new HashMap<>();
    private int reads;
    private Instant oldest = Instant.MAX;
    private boolean complete;

    StoredCutoffs(Transaction transaction, BusinessId business, Set<Cut> cuts, Cutoffs present) {
        this.transaction = transaction;
        this.business = business;
        this.cuts = cuts;
        this.present = present;
    }

    @Override
    public Cutoffs at(Instant moment) {
        if (reads == 0) {
            read();
        }
        var least = new HashMap<Cut, Long>();
        for (Cut cut : cuts) {
            long line = line(cut, moment);
            if (line != NOBODY) {
                least.put(cut, line);
            }
        }
        return new Cutoffs(least);
    }

    @Override
    public Iterator<Instant> passed(Spends spends, Instant after, Instant before) {
        while (!cuts.isEmpty() && !complete && reads < READ.length && !oldest.isBefore(after)) {
            read();
        }
        long[] spent = spends.leastAndMost();
        var passed = new TreeSet<Instant>();
        moves.values()
                .forEach(lines -> lines.subMap(after, false, before, false).forEach((moment, line) -> {
                    var previous = lines.lowerEntry(moment);
                    if (previous != null
                            && Math.min(previous.getValue(), line) <= spent[1]
                            && Math.max(previous.getValue(), line) > spent[0]) {
                        passed.add(moment);
                    }
                }));
        return passed.descendingIterator();
    }

    private long line(Cut cut, Instant moment) {
        NavigableMap<Instant, Long> lines = moves.getOrDefault(cut, new TreeMap<>());
        var known = lines.floorEntry(moment);
        if (known != null) {
            return known.getValue();
        }
        if (!complete) {
            return stored(cut, moment);
        }
        return lines.isEmpty()
                ? present.leastSpendMinor().getOrDefault(cut, NOBODY)
                : lines.firstEntry().getValue();
    }

    private void read() {
        int limit = READ[reads++];
        List<Move> newest = list("""
                select moment, percentile, strict, spend_minor from spend_cutoff_version
                where business_id = ? order by moment desc limit ?
                """, Move::new, limit);
        newest.forEach(this::add);
        complete = newest.size() < limit;
    }

    private void add(Move move) {
        oldest = move.moment.isBefore(oldest) ? move.moment : oldest;
        if (cuts.contains(move.cut)) {
            moves.computeIfAbsent(move.cut, cut -> new TreeMap<>()).put(move.moment, move.line);
        }
    }

    private long stored(Cut cut, Instant moment) {
        return first("moment <= ? order by moment desc", cut, moment)
                .or(() -> first("moment > ? order by moment", cut, moment))
                .orElseGet(() -> present.leastSpendMinor().getOrDefault(cut, NOBODY));
    }

    private Optional<Long> first(String where, Cut cut, Instant moment) {
        return list(
                        "select moment, percentile, strict, spend_minor from spend_cutoff_version"
                                + " where business_id = ? and percentile = ? and strict = ? and " + where + " limit 1",
                        Move::new,
                        cut.percentile(),
                        cut.strict(),
                        moment)
                .stream()
                .findFirst()
                .map(Move::line);
    }

    private List<Move> list(String sql, Transaction.RowReader<Move> reader, Object... more) {
        Object[] arguments = new Object[more.length + 1];
        arguments[0] = business.value();
        System.arraycopy(more, 0, arguments, 1, more.length);
        try {
            return transaction.list(sql, reader, arguments);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    private record Move(Instant moment, Cut cut, long line) {
        Move(ResultSet row) throws SQLException {
            this(
                    Objects.requireNonNull(Transaction.instant(row, "moment")),
                    new Cut(row.getInt("percentile"), row.getBoolean("strict")),
                    Optional.ofNullable(row.getObject("spend_minor", Long.class))
                            .orElse(NOBODY));
        }
    }
}
