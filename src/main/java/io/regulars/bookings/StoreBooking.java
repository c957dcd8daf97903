package io.regulars.bookings;

import static java.util.Objects.requireNonNull;

import io.regulars.access.BusinessId;
import io.regulars.clients.Change;
import io.regulars.clients.ClientRow;
import io.regulars.clients.Owners;
import io.regulars.clients.VersionedRecords.First;
import io.regulars.clients.VersionedRecords.Latest;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes a state of a booking. */
@ApplicationScoped
public class StoreBooking {
    private final Owners owners;

    StoreBooking(Owners owners) {
        this.owners = owners;
    }

    /** What was stored, and for whom. */
    public record Stored(ClientRow client, Change<BookingContent> change) {}

    /** Locks the client, and the one it belonged to, and stores the state. */
    public Stored store(Transaction tx, BusinessId business, String id, BookingBody body, Instant now)
            throws SQLException {
        var owned = owners.lock(tx, business, BookingContent.RECORDS, id, body.client(), now);
        Instant occurredAt = body.occurredAt() == null ? now : body.occurredAt();
        BookingContent content = withCancellation(body.content(), owned.latest(), occurredAt);
        return new Stored(
                owned.client(),
                BookingContent.RECORDS.store(
                        tx, business, id, owned.client().id(), owned.latest(), content, occurredAt, now));
    }

    /**
     * Adds those bookings that are not there yet, many at once, and gives their ids.
     *
     * @param bookings by external id
     * @param clients locked, by external id; everybody whom the bookings name
     */
    public Set<String> addNew(
            Transaction tx,
            BusinessId business,
            Map<String, BookingBody> bookings,
            Map<String, Long> clients,
            Instant now)
            throws SQLException {
        var things = new ArrayList<First<BookingContent>>();
        bookings.forEach((id, body) -> {
            Instant occurredAt = body.occurredAt() == null ? now : body.occurredAt();
            BookingContent content = withCancellation(body.content(), Optional.empty(), occurredAt);
            things.add(new First<>(id, requireNonNull(clients.get(body.client())), content, occurredAt));
        });
        return BookingContent.RECORDS.addNew(tx, business, things, now);
    }

    /** Without a moment, a cancellation is as old as the news of it; repeating the news does not make it younger. */
    private static BookingContent withCancellation(
            BookingContent content, Optional<Latest<BookingContent>> latest, Instant occurredAt) {
        if (content.status() != BookingContent.Status.CANCELLED || content.cancelledAt() != null) {
            return content;
        }
        Instant known = latest.filter(booking -> !booking.deleted())
                .map(booking -> booking.state().cancelledAt())
                .orElse(null);
        return content.cancelledAt(known == null ? occurredAt : known);
    }
}
