package io.regulars.ranking.past;

import io.regulars.ranking.spends.CutSpends;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Some moves of the cut-offs, one after the other, and where these lay before the first: as they stand together in one row,
 * so that years of moves are passed over by what is least and most in each row.
 */
public final class CutoffBlock {
    /** The last row is written anew with each move. */
    static final int MOST = 128;

    private final CutSpends before;
    private final List<CutoffMove> moves;

    CutoffBlock(CutSpends before, List<CutoffMove> moves) {
        this.before = before;
        this.moves = List.copyOf(moves);
    }

    static CutoffBlock read(int cuts, byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        CutSpends before = lines(cuts, buffer);
        var moves = new ArrayList<CutoffMove>();
        while (buffer.hasRemaining()) {
            moves.add(new CutoffMove(Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS), lines(cuts, buffer)));
        }
        return new CutoffBlock(before, moves);
    }

    private static CutSpends lines(int cuts, ByteBuffer buffer) {
        var lines = new long[cuts];
        for (int i = 0; i < cuts; i++) {
            lines[i] = buffer.getLong();
        }
        return CutSpends.of(lines);
    }

    byte[] bytes() {
        int cuts = before.size();
        var buffer = ByteBuffer.allocate(Long.BYTES * (cuts + moves.size() * (cuts + 1)));
        write(before, buffer);
        for (CutoffMove move : moves) {
            buffer.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, move.at()));
            write(move.lines(), buffer);
        }
        return buffer.array();
    }

    private static void write(CutSpends lines, ByteBuffer buffer) {
        for (int i = 0; i < lines.size(); i++) {
            buffer.putLong(lines.least(i));
        }
    }

    CutSpends before() {
        return before;
    }

    /** The moves, in the order of time. */
    public List<CutoffMove> moves() {
        return moves;
    }

    /** The moment of its first move. */
    public Instant from() {
        return moves.getFirst().at();
    }

    Instant until() {
        return moves.getLast().at();
    }

    /** Where the cut-offs lay at a moment that is not behind the next block. */
    CutSpends at(Instant moment) {
        int after = after(moment);
        return after == 0 ? before : moves.get(after - 1).lines();
    }

    /** How many of the moves came at a moment or earlier. */
    int after(Instant moment) {
        int low = 0;
        int high = moves.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (moves.get(middle).at().isAfter(moment)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Where the cut-offs lay until one of the moves. */
    CutSpends until(int move) {
        return move == 0 ? before : moves.get(move - 1).lines();
    }

    long least(int cut) {
        long least = before.least(cut);
        for (CutoffMove move : moves) {
            least = Math.min(least, move.lines().least(cut));
        }
        return least;
    }

    long most(int cut) {
        long most = before.least(cut);
        for (CutoffMove move : moves) {
            most = Math.max(most, move.lines().least(cut));
        }
        return most;
    }
}
