package io.regulars.platform.database;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL could not do what was asked: it is away, overloaded, or refused a statement. */
public final class DatabaseFailure extends RuntimeException {
    private final boolean unavailable;
    private final boolean lostRace;
    private final boolean unsure;

    private DatabaseFailure(SQLException cause, boolean unavailable, boolean lostRace, boolean unsure) {
        super(cause.getMessage(), cause);
        this.unavailable = unavailable;
        this.lostRace = lostRace;
        this.unsure = unsure;
    }

    /** The failure that a statement ended with. */
    public static DatabaseFailure of(SQLException e) {
        return of(e, false);
    }

    /** The failure of PostgreSQL that Hibernate tells of; what it tells itself if there is none. */
    static RuntimeException within(RuntimeException e) {
        return failure(e).<RuntimeException>map(DatabaseFailure::of).orElse(e);
    }

    /** The same of a commit, which the transaction manager takes for rolled back also where nobody heard whether it was made. */
    static RuntimeException withinCommit(RuntimeException e) {
        return failure(e).<RuntimeException>map(DatabaseFailure::ofCommit).orElse(e);
    }

    /** The transaction manager keeps what a resource threw among the suppressed ones. */
    private static Optional<SQLException> failure(Throwable e) {
        return e instanceof SQLException failure
                ? Optional.of(failure)
                : Stream.concat(Stream.of(e.getCause()), Arrays.stream(e.getSuppressed()))
                        .filter(Objects::nonNull)
                        .flatMap(within -> failure(within).stream())
                        .findFirst();
    }

    /** The failure that a commit ended with: where the connection broke off, nobody heard whether it was made. */
    static DatabaseFailure ofCommit(SQLException e) {
        return of(e, e.getSQLState() == null || e.getSQLState().startsWith("08"));
    }

    private static DatabaseFailure of(SQLException e, boolean unsure) {
        String state = e.getSQLState();
        // 40: rolled back in favour of another transaction, 23505: somebody else has just added the same
        boolean lostRace = state != null && (state.startsWith("40") || state.equals("23505"));
        // 08: connection, 53: resources, 57P: shut down; no state: no connection could be had at all
        boolean away = state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
        return new DatabaseFailure(e, away || lostRace, lostRace, unsure);
    }

    /** True if trying again later may work; nothing of this transaction was kept, unless that is {@link #unsure}. */
    public boolean unavailable() {
        return unavailable;
    }

    /** True if the transaction was kept whole or not at all, and which of both is not known here. */
    public boolean unsure() {
        return unsure;
    }

    /** True if another transaction was faster; trying again at once may work. */
    public boolean lostRace() {
        return lostRace;
    }
}
