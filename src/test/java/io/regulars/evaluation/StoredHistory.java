package io.regulars.evaluation;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.platform.database.Database;
import java.time.Instant;

/** Writes history as the stores do, without evaluating. */
public final class StoredHistory {
    private final Database database;
    private final BusinessId business;
    private Instant recordedAt = Instant.parse("2026-11-22T12:00:00Z");

    public StoredHistory(Database database, BusinessId business) {
        this.database = database;
        this.business = business;
    }

    /** What is written from now on was learned then. */
    public StoredHistory recordedAt(String moment) {
        recordedAt = Instant.parse(moment);
        return this;
    }

    public long client(String id, String occurredAt) {
        return database.transaction(tx -> {
            long client = tx.first(
                            """
                            insert into client (business_id, external_id, known, occurred_at, recorded_at)
                            values (?, ?, true, ?, ?) returning id
                            """, row -> row.getLong("id"), business.value(), id, Instant.parse(occurredAt), recordedAt)
                    .orElseThrow();
            tx.update("""
                    insert into client_version (client_id, occurred_at, recorded_at, profile)
                    values (?, ?, ?, '{"firstName": "Ana", "consents": {"email": true}}'::jsonb)
                    """, client, Instant.parse(occurredAt), recordedAt);
            return client;
        });
    }

    void spend(String id, long minor) {
        long client = client(id, "2026-11-22T11:00:00Z");
        database.transaction(tx -> tx.update("update client set spend_minor = ? where id = ?", minor, client));
    }

    public void booking(long client, String id, String moment, Status status, long priceMinor) {
        database.transaction(tx -> tx.update(
                """
                insert into booking_version (client_id, external_id, occurred_at, recorded_at, service, starts_at, status,
                    price_minor, discount_minor, refunded_minor, tip_minor, tax_minor)
                values (?, ?, ?, ?, 'haircut', ?, ?, ?, 0, 0, 0, 0)
                """, client, id, Instant.parse(moment), recordedAt, Instant.parse(moment), status, priceMinor));
    }

    public void erase(long client) {
        database.transaction(tx -> tx.update("update client set erased_at = ? where id = ?", recordedAt, client));
    }
}
