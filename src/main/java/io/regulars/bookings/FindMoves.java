package io.regulars.bookings;

import static java.util.Objects.requireNonNull;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.history.BookingState;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Finds which bookings stand in the place of which. */
@ApplicationScoped
public class FindMoves {
    /** A booking that another names. */
    public record Named(long client, Instant startsAt, boolean priced, BookingState.Status status) {}

    /** The booking of that id, unless it was removed. */
    public Optional<Named> named(Transaction tx, BusinessId business, String id) throws SQLException {
        return tx.first(
                """
                select client_id, starts_at, price_minor is not null as priced, status from booking
                where business_id = ? and external_id = ? and not deleted
                """,
                row -> new Named(
                        row.getLong("client_id"),
                        requireNonNull(Transaction.instant(row, "starts_at")),
                        row.getBoolean("priced"),
                        BookingState.Status.valueOf(row.getString("status"))),
                business.value(),
                id);
    }

    /** Whether another booking of the client says that it replaces the one of that id. */
    public boolean isReplaced(Transaction tx, BusinessId business, long client, String id) throws SQLException {
        return tx.first("""
                        select 1 from booking where business_id = ? and replaces = ? and client_id = ? and not deleted
                        and external_id <> ?
                        """, row -> true, business.value(), id, client, id).isPresent();
    }
}
