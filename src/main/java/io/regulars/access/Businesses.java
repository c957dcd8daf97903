package io.regulars.access;

import io.regulars.platform.Codes;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All businesses and their locations. */
@ApplicationScoped
public class Businesses {
    /** Locks the table's making of businesses, so that two instances that start together make one. */
    void lock(Transaction tx) throws SQLException {
        tx.update("lock table business in share row exclusive mode");
    }

    boolean any(Transaction tx) throws SQLException {
        return tx.first("select 1 from business limit 1", row -> true).isPresent();
    }

    /** Adds a business; its id is given by the database, that of the argument ignored. Empty if the name is taken. */
    Optional<Business> add(Transaction tx, Business business, Instant now) throws SQLException {
        Optional<Business> added = tx.first(
                """
                insert into business (external_id, name, zone, currency, country, cancellation_notice_hours,
                                      assume_completed_after_hours, price_when_unsaid, four_eyes, created_at)
                values (?, ?, ?, ?, ?, ?, ?::integer, ?, ?, ?)
                on conflict (external_id) do nothing
                returning id
                """,
                row -> with(new BusinessId(row.getInt(1)), business),
                business.externalId(),
                business.name(),
                business.zone().getId(),
                business.currency().getCurrencyCode(),
                business.country(),
                business.cancellationNoticeHours(),
                business.assumeCompletedAfterHours(),
                business.priceWhenUnsaid().name(),
                business.fourEyes(),
                now);
        if (added.isPresent()) {
            writeLocations(tx, added.get());
        }
        return added;
    }

    /** Replaces the settings. */
    void replace(Transaction tx, Business business) throws SQLException {
        tx.update(
                """
                update business set name = ?, zone = ?, country = ?, cancellation_notice_hours = ?,
                       assume_completed_after_hours = ?::integer, price_when_unsaid = ?, four_eyes = ?
                where id = ?
                """,
                business.name(),
                business.zone().getId(),
                business.country(),
                business.cancellationNoticeHours(),
                business.assumeCompletedAfterHours(),
                business.priceWhenUnsaid().name(),
                business.fourEyes(),
                business.id().value());
        tx.update("delete from location where business_id = ?", business.id().value());
        writeLocations(tx, business);
    }

    Optional<BusinessId> named(Transaction tx, String externalId) throws SQLException {
        return tx.first(
                "select id from business where external_id = ?", row -> new BusinessId(row.getInt(1)), externalId);
    }

    /** One business with its settings. */
    public Optional<Business> find(Transaction tx, BusinessId id) throws SQLException {
        return tx.first("select * from business where id = ?", row -> read(row, locations(tx, id)), id.value());
    }

    private static Map<String, ZoneId> locations(Transaction tx, BusinessId id) throws SQLException {
        var zones = new HashMap<String, ZoneId>();
        tx.list(
                "select external_id, zone from location where business_id = ?",
                row -> zones.put(row.getString(1), ZoneId.of(row.getString(2))),
                id.value());
        return zones;
    }

    private static void writeLocations(Transaction tx, Business business) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        business.locations()
                .forEach((location, zone) ->
                        rows.add(new @Nullable Object[] {business.id().value(), location, zone.getId()}));
        tx.batch("insert into location (business_id, external_id, zone) values (?, ?, ?)", rows);
    }

    private static Business read(ResultSet row, Map<String, ZoneId> locations) throws SQLException {
        return new Business(
                new BusinessId(row.getInt("id")),
                row.getString("external_id"),
                row.getString("name"),
                ZoneId.of(row.getString("zone")),
                Codes.currency(row.getString("currency")),
                row.getString("country"),
                row.getInt("cancellation_notice_hours"),
                row.getObject("assume_completed_after_hours", Integer.class),
                Business.PriceWhenUnsaid.valueOf(row.getString("price_when_unsaid")),
                row.getBoolean("four_eyes"),
                locations);
    }

    static Business with(BusinessId id, Business business) {
        return new Business(
                id,
                business.externalId(),
                business.name(),
                business.zone(),
                business.currency(),
                business.country(),
                business.cancellationNoticeHours(),
                business.assumeCompletedAfterHours(),
                business.priceWhenUnsaid(),
                business.fourEyes(),
                business.locations());
    }
}
