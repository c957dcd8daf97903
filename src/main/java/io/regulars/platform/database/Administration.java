package io.regulars.platform.database;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;

/**
 * Transactions of the administration: in one of them entities and SQL are written together. The transaction manager holds it, so it is
 * for what is asked seldom. What is told of clients, and what follows from that, is SQL in {@link Database#transaction} alone.
 */
@ApplicationScoped
public class Administration {
    private final Database database;

    Administration(Database database) {
        this.database = database;
    }

    /**
     * Runs the work in a new transaction (read committed) and commits it, entities included. Within the work of another call it is part of
     * that one's transaction.
     *
     * @throws DatabaseFailure as {@link Database#transaction} does
     */
    public <T> T transaction(Database.Work<T> work) {
        try {
            return QuarkusTransaction.joiningExisting().call(() -> database.transaction(work));
        } catch (PersistenceException e) {
            throw DatabaseFailure.within(e);
        } catch (QuarkusTransactionException e) {
            throw DatabaseFailure.withinCommit(e);
        }
    }
}
