package io.regulars.platform;

import java.sql.SQLException;

/** PostgreSQL could not do what was asked: it is away, overloaded, or refused a statement. */
public final class DatabaseFailure extends RuntimeException {
    private final boolean unavailable;
    private final boolean lostRace;

    private DatabaseFailure(SQLException cause, boolean unavailable, boolean lostRace) {
        super(cause.getMessage(), cause);
        this.unavailable = unavailable;
        this.lostRace = lostRace;
    }

    /** The failure that a statement ended with. */
    public static DatabaseFailure of(SQLException e) {
        String state = e.getSQLState();
        // 40: rolled back in favour of another transaction, 23505: somebody else has just added the same
        boolean lostRace = state != null && (state.startsWith("40") || state.equals("23505"));
        // 08: connection, 53: resources, 57P: shut down; no state: no connection could be had at all
        boolean away = state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
        return new DatabaseFailure(e, away || lostRace, lostRace);
    }

    /** True if trying again later may work; nothing of this transaction was kept. */
    public boolean unavailable() {
        return unavailable;
    }

    /** True if another transaction was faster; trying again at once may work. */
    public boolean lostRace() {
        return lostRace;
    }
}
