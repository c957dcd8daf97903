package io.regulars.bookings;

import io.regulars.clients.VersionedRecords;
import io.regulars.facts.history.PassState;
import io.regulars.platform.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where states of passes are kept. */
final class PassTable {
    static final VersionedRecords<PassState> RECORDS = new VersionedRecords<>(
            "pass",
            List.of("name", "service", "category", "starts_on", "ends_on", "visits", "visits_left", "cancelled_on"),
            pass -> new @Nullable Object[] {
                pass.name(),
                pass.service(),
                pass.category(),
                pass.startsOn(),
                pass.endsOn(),
                pass.visits(),
                pass.visitsLeft(),
                pass.cancelledOn()
            },
            PassTable::read);

    private PassTable() {}

    private static PassState read(ResultSet row) throws SQLException {
        return new PassState(
                row.getString("external_id"),
                row.getString("name"),
                row.getString("service"),
                row.getString("category"),
                Objects.requireNonNull(Transaction.day(row, "starts_on")),
                Transaction.day(row, "ends_on"),
                row.getObject("visits", Integer.class),
                row.getObject("visits_left", Integer.class),
                Transaction.day(row, "cancelled_on"),
                null);
    }
}
