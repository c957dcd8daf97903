package io.regulars.platform.database;

import io.agroal.api.AgroalDataSource;
import io.opentelemetry.api.common.Attributes;
import io.regulars.platform.tracing.Spans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The one PostgreSQL. Work happens in a transaction that is passed on as an argument, so nothing can be written outside
 * one; it commits when the work returns and rolls back when it throws.
 */
@ApplicationScoped
public class Database {
    private final AgroalDataSource dataSource;
    private final TransactionSynchronizationRegistry managed;
    private final Spans spans;

    Database(AgroalDataSource dataSource, TransactionSynchronizationRegistry managed, Spans spans) {
        this.dataSource = dataSource;
        this.managed = managed;
        this.spans = spans;
    }

    /** Work inside a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    /**
     * Runs the work in a new transaction (read committed) and commits it. Within {@link Administration#transaction} it is part of that
     * one, which commits; if the work throws, that one is rolled back, whoever catches it.
     */
    public <T> T transaction(Work<T> work) {
        return spans.below("transaction", Attributes.empty(), () -> run(work));
    }

    private <T> T run(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return managed.getTransactionStatus() == Status.STATUS_NO_TRANSACTION
                    ? alone(connection, work)
                    : joined(connection, work);
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    /** How many threads wait for a connection now. */
    public long awaited() {
        return dataSource.getMetrics().awaitingCount();
    }

    private static <T> T alone(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        T result;
        try {
            result = work.in(new Transaction(connection));
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
        commit(connection);
        return result;
    }

    private <T> T joined(Connection connection, Work<T> work) throws SQLException {
        try {
            return work.in(new Transaction(connection));
        } catch (SQLException | RuntimeException | Error e) {
            managed.setRollbackOnly();
            throw e;
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            var failure = DatabaseFailure.ofCommit(e);
            rollBack(connection, failure);
            throw failure;
        }
    }

    /** What the work ended with is what is told, also where the connection is broken too. */
    private static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
