package io.regulars.bookings;

import io.regulars.clients.VersionedRecords;
import io.regulars.facts.history.ReceiptState;
import io.regulars.platform.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where states of receipts are kept. */
final class ReceiptTable {
    static final VersionedRecords<ReceiptState> RECORDS = new VersionedRecords<>(
            "receipt",
            List.of("on_date", "amount_minor", "kind", "service", "payment_method", "booking"),
            receipt -> new @Nullable Object[] {
                receipt.date(),
                receipt.amountMinor(),
                receipt.kind(),
                receipt.service(),
                receipt.paymentMethod(),
                receipt.booking()
            },
            ReceiptTable::read);

    private ReceiptTable() {}

    private static ReceiptState read(ResultSet row) throws SQLException {
        return new ReceiptState(
                row.getString("external_id"),
                Objects.requireNonNull(Transaction.day(row, "on_date")),
                row.getLong("amount_minor"),
                row.getString("kind"),
                row.getString("service"),
                row.getString("payment_method"),
                row.getString("booking"));
    }
}
