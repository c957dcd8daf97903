package io.regulars.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import io.regulars.platform.database.Transaction;
import io.regulars.testing.TestBusiness;
import io.regulars.testing.TestBusinesses;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entities and SQL of one transaction are kept together or not at all; where there is none but ours, none is begun. */
@QuarkusTest
class AdministrationIT {
    @Inject
    Administration administration;

    @Inject
    Database database;

    @Inject
    AuditLog audit;

    @Inject
    TestBusinesses businesses;

    private TestBusiness salon;

    @BeforeEach
    void aSalon() {
        salon = businesses.fresh();
    }

    @Test
    void entitiesAndSqlAreKeptTogether() {
        administration.transaction(tx -> {
            note();
            return database.transaction(this::rename);
        });

        assertThat(kept()).isEqualTo("1 entry, renamed");
    }

    @Test
    void whatThrowsTakesBoth() {
        assertThatThrownBy(() -> administration.transaction(tx -> {
                    note();
                    rename(tx);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(kept()).isEqualTo("0 entries");
    }

    @Test
    void sqlThatThrowsTakesBothAlsoIfItIsCaught() {
        assertThatThrownBy(() -> administration.transaction(tx -> {
                    note();
                    try {
                        return database.transaction(joined -> {
                            rename(joined);
                            throw new IllegalStateException("no");
                        });
                    } catch (IllegalStateException e) {
                        return "caught";
                    }
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(kept()).isEqualTo("0 entries");
    }

    @Test
    void withoutAdministrationNoTransactionManagerIsThere() {
        int status = database.transaction(tx -> QuarkusTransaction.getStatus());
        assertThat(status).isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThatThrownBy(() -> database.transaction(tx -> {
                    rename(tx);
                    note();
                    return tx;
                }))
                .as("an entity is not kept beside a transaction of ours")
                .isInstanceOf(RuntimeException.class);
        assertThat(kept()).isEqualTo("0 entries");
    }

    @Test
    void aDatabaseThatGoesAwayBeforeTheCommitIsToldAsSuch() {
        assertThatThrownBy(() -> administration.transaction(tx -> {
                    note();
                    rename(tx);
                    int here = tx.first("select pg_backend_pid()", row -> row.getInt(1))
                            .orElseThrow();
                    return CompletableFuture.supplyAsync(() -> database.transaction(
                                    other -> other.first("select pg_terminate_backend(?, 5000)", row -> true, here)))
                            .join();
                }))
                .asInstanceOf(type(DatabaseFailure.class))
                .matches(DatabaseFailure::unavailable);

        assertThat(kept()).isEqualTo("0 entries");
    }

    private void note() {
        audit.record(salon.id().value(), "admin", "tried", "this", "");
    }

    private int rename(Transaction tx) throws SQLException {
        return tx.update(
                "update business set name = 'renamed' where id = ?", salon.id().value());
    }

    private String kept() {
        return database.transaction(
                        tx -> tx.first("""
                        select case count(a.id) when 1 then '1 entry' else count(a.id) || ' entries' end
                               || case b.name when 'renamed' then ', renamed' else '' end
                        from business b left join audit_entry a on a.business_id = b.id where b.id = ? group by b.name
                        """, row -> row.getString(1), salon.id().value()))
                .orElseThrow();
    }
}
