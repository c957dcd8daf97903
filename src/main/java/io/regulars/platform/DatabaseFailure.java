package io.regulars.platform;

import java.sql.SQLException;

/** PostgreSQL could not do what was asked: it is away, overloaded, or refused a statement. */
public final class DatabaseFailure extends RuntimeException {
    private final boolean unavailable;

    private DatabaseFailure(SQLException cause, boolean unavailable) {
        super(cause.getMessage(), cause);
        this.unavailable = unavailable;
    }

    static DatabaseFailure of(SQLException e) {
        String state = e.getSQLState();
        // 08: connection, 40: lost against another transaction, 53: resources, 57P: shut down; no state: no connection
        // could be had at all
        boolean away = state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.startsWith("40");
        return new DatabaseFailure(e, away);
    }

    /** True if trying again later may work; nothing of this transaction was kept. */
    public boolean unavailable() {
        return unavailable;
    }
}
