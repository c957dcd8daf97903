package io.regulars.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseFailureTest {
    private final SQLException cut = new SQLException("An I/O error occurred", "08006");
    private final SQLException taken = new SQLException("duplicate key", "23505");

    @Test
    void aCommitOfWhichNobodyHeardIsUnsureAlsoWhereTheTransactionManagerSaysThatItWasRolledBack() {
        var rolledBack = new RollbackException("Could not commit transaction.");
        rolledBack.addSuppressed(new IllegalStateException("XA_RBROLLBACK", cut));

        assertThat(DatabaseFailure.withinCommit(new RuntimeException(rolledBack)))
                .isInstanceOfSatisfying(DatabaseFailure.class, failure -> {
                    assertThat(failure.unsure()).isTrue();
                    assertThat(failure.unavailable()).isTrue();
                });
    }

    @Test
    void whatHibernateTellsOfTheDatabaseIsToldAsWhatItWas() {
        assertThat(DatabaseFailure.within(new PersistenceException("could not execute", taken)))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class,
                        failure -> assertThat(failure.lostRace()).isTrue());
        assertThat(DatabaseFailure.within(new PersistenceException("could not execute", cut)))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class,
                        failure -> assertThat(failure.unsure()).isFalse());
    }

    @Test
    void whatIsNoFailureOfTheDatabaseStaysWhatItIs() {
        var bug = new PersistenceException("detached entity passed to persist");
        assertThat(DatabaseFailure.within(bug)).isSameAs(bug);
    }
}
