package io.regulars.bookings;

import io.regulars.clients.VersionedRecords;
import io.regulars.facts.ReceiptState;
import io.regulars.platform.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The content of a receipt. Equal content changes nothing.
 *
 * @param date local day of the business
 * @param kind the name of a {@link ReceiptState.Kind}; of old receipts any text
 * @param amountMinor minor units of the business's currency; negative for money given back
 */
public record ReceiptContent(
        LocalDate date,
        long amountMinor,
        String kind,
        @Nullable String service,
        @Nullable String paymentMethod,
        @Nullable String booking) {
    static final VersionedRecords<ReceiptContent> RECORDS = new VersionedRecords<>(
            "receipt",
            List.of("on_date", "amount_minor", "kind", "service", "payment_method", "booking"),
            receipt -> new @Nullable Object[] {
                receipt.date, receipt.amountMinor, receipt.kind, receipt.service, receipt.paymentMethod, receipt.booking
            },
            ReceiptContent::read);

    /** Whether something was sold. */
    public boolean isSale() {
        return List.of("PRODUCT", "PACKAGE", "MEMBERSHIP", "SERVICE").contains(kind);
    }

    private static ReceiptContent read(ResultSet row) throws SQLException {
        return new ReceiptContent(
                Objects.requireNonNull(Transaction.day(row, "on_date")),
                row.getLong("amount_minor"),
                row.getString("kind"),
                row.getString("service"),
                row.getString("payment_method"),
                row.getString("booking"));
    }
}
