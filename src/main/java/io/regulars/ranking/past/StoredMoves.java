package io.regulars.ranking.past;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.spends.CutSpends;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of where the cut-offs of a business lay. */
public final class StoredMoves {
    private static final int PAGE = 64;

    private StoredMoves() {}

    /** The cuts whose past is kept; empty: it is to be found first. */
    public static Optional<List<Cut>> cuts(Transaction transaction, BusinessId business) throws SQLException {
        return transaction
                .first(
                        "select past_cuts from spend_ranking where business_id = ?",
                        row -> Optional.ofNullable(row.getString("past_cuts")),
                        business.value())
                .flatMap(text -> text)
                .map(PastCuts::read);
    }

    /** The block that a moment lies in or behind. */
    static Optional<CutoffBlock> at(Transaction transaction, BusinessId business, Instant moment) throws SQLException {
        return transaction.first(
                "select cuts, moves from cutoff_past where business_id = ? and from_at <= ?"
                        + " order by from_at desc limit 1",
                StoredMoves::block,
                business.value(),
                moment);
    }

    /** The block that a moment lies in or behind, and all later ones, in order. */
    public static List<CutoffBlock> from(Transaction transaction, BusinessId business, Instant moment)
            throws SQLException {
        Instant first = at(transaction, business, moment).map(CutoffBlock::from).orElse(moment);
        return transaction.list(
                "select cuts, moves from cutoff_past where business_id = ? and from_at >= ? order by from_at",
                StoredMoves::block,
                business.value(),
                first);
    }

    /** Where the cut-offs lay before a moment, and since; empty: what is kept is of other cuts. */
    public static Optional<CutoffSweep.Since> since(
            Transaction transaction, BusinessId business, List<Cut> cuts, Instant moment) throws SQLException {
        String text = PastCuts.text(cuts);
        List<Optional<CutoffBlock>> blocks = transaction.list(
                """
                select cuts, moves from cutoff_past
                where business_id = ? and from_at >= coalesce(
                    (select max(from_at) from cutoff_past where business_id = ? and from_at <= ?), ?)
                order by from_at
                """,
                row -> row.getString("cuts").equals(text) ? Optional.of(block(row)) : Optional.empty(),
                business.value(),
                business.value(),
                moment,
                moment);
        if (!blocks.stream().allMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        List<CutoffBlock> kept = blocks.stream().flatMap(Optional::stream).toList();
        CutSpends before = kept.isEmpty()
                ? CutSpends.ofNobody(cuts.size())
                : kept.getFirst().at(moment.minusNanos(1_000));
        return Optional.of(new CutoffSweep.Since(
                before,
                kept.stream()
                        .flatMap(block -> block.moves().stream())
                        .filter(move -> !move.at().isBefore(moment))
                        .toList()));
    }

    /**
     * Some blocks in order; empty: there are no more.
     *
     * @param behind when the last block began that was read; null: none was
     */
    public static List<CutoffBlock> page(Transaction transaction, BusinessId business, @Nullable Instant behind)
            throws SQLException {
        return transaction.list("""
                select cuts, moves from cutoff_past where business_id = ? and from_at > coalesce(?::timestamptz, '-infinity')
                order by from_at limit ?
                """, StoredMoves::block, business.value(), behind, PAGE);
    }

    /** Puts what a sweep has found in the place of what was known. */
    public static void putSweptInPlace(Transaction transaction, BusinessId business) throws SQLException {
        transaction.update("delete from cutoff_past where business_id = ?", business.value());
        transaction.update(
                "insert into cutoff_past select * from cutoff_past_swept where business_id = ?", business.value());
        transaction.update("delete from cutoff_past_swept where business_id = ?", business.value());
    }

    /** A row without its moves: those between the least and the most of a cut alone can have passed a spend. */
    record Outline(Instant from, Instant until, CutSpends least, CutSpends most) {
        boolean mayPass(int cut, long low, long high) {
            return least.least(cut) <= high && most.least(cut) > low;
        }
    }

    /** All rows in order, without their moves. */
    static List<Outline> outlines(Transaction transaction, BusinessId business) throws SQLException {
        return transaction.list(
                "select from_at, until_at, least, most from cutoff_past where business_id = ? order by from_at",
                row -> new Outline(
                        moment(row, "from_at"), moment(row, "until_at"), lines(row, "least"), lines(row, "most")),
                business.value());
    }

    /** Forgets the moves at a moment and later, and puts others there. */
    public static void replace(
            Transaction transaction, BusinessId business, List<Cut> cuts, Instant from, CutoffSweep.Since since)
            throws SQLException {
        Optional<CutoffBlock> last = at(transaction, business, from);
        transaction.update(
                "delete from cutoff_past where business_id = ? and from_at >= ?",
                business.value(),
                last.map(CutoffBlock::from).orElse(from));
        var writer = new Writer(
                transaction,
                business,
                "cutoff_past",
                cuts,
                last.map(CutoffBlock::before).orElse(since.before()));
        if (last.isPresent()) {
            for (CutoffMove move : last.get().moves()) {
                if (move.at().isBefore(from)) {
                    writer.add(move);
                }
            }
        }
        for (CutoffMove move : since.moves()) {
            writer.add(move);
        }
        writer.finish();
    }

    /** Writes moves that come in order, a block after the other. */
    public static final class Writer {
        private final Transaction transaction;
        private final BusinessId business;
        private final String table;
        private final String cuts;
        private final List<@Nullable Object[]> rows = new ArrayList<>();
        private List<CutoffMove> moves = new ArrayList<>();
        private CutSpends before;

        /** Writes moves from where the cut-offs lay before. */
        public Writer(Transaction transaction, BusinessId business, String table, List<Cut> cuts, CutSpends before) {
            this.transaction = transaction;
            this.business = business;
            this.table = table;
            this.cuts = PastCuts.text(cuts);
            this.before = before;
        }

        /** Adds the next move, in the order of moments. */
        public void add(CutoffMove move) throws SQLException {
            if (moves.size() == CutoffBlock.MOST) {
                flush();
            }
            moves.add(move);
        }

        /** Writes the block that is not full yet. */
        public void finish() throws SQLException {
            flush();
            store();
        }

        private void flush() throws SQLException {
            if (moves.isEmpty()) {
                return;
            }
            var block = new CutoffBlock(before, moves);
            rows.add(new @Nullable Object[] {
                business.value(),
                block.from(),
                block.until(),
                cuts,
                array(before.size(), block::least),
                array(before.size(), block::most),
                block.bytes()
            });
            before = moves.getLast().lines();
            moves = new ArrayList<>();
            if (rows.size() == PAGE) {
                store();
            }
        }

        private void store() throws SQLException {
            transaction.batch(
                    "insert into " + table + " (business_id, from_at, until_at, cuts, least, most, moves)"
                            + " values (?, ?, ?, ?, ?::bigint[], ?::bigint[], ?)",
                    rows);
            rows.clear();
        }

        private static String array(int cuts, IntToLongFunction value) {
            return IntStream.range(0, cuts)
                    .mapToObj(cut -> Long.toString(value.applyAsLong(cut)))
                    .collect(Collectors.joining(",", "{", "}"));
        }
    }

    private static CutoffBlock block(ResultSet row) throws SQLException {
        return CutoffBlock.read(PastCuts.read(row.getString("cuts")).size(), row.getBytes("moves"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Transaction.instant(row, column));
    }

    private static CutSpends lines(ResultSet row, String column) throws SQLException {
        Long[] values = (Long[]) row.getArray(column).getArray();
        long[] least = new long[values.length];
        for (int i = 0; i < least.length; i++) {
            least[i] = values[i];
        }
        return CutSpends.of(least);
    }
}
