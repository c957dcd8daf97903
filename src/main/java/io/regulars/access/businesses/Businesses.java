package io.regulars.access.businesses;

import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** All businesses and their locations. */
@ApplicationScoped
public class Businesses {
    /** Lets nobody else make a business until the transaction ends, so that two instances that start together make one. */
    public void lock(Transaction tx) throws SQLException {
        tx.update("lock table business in share row exclusive mode");
    }

    /** Whether there is a business already. */
    public boolean any() {
        return StoredBusiness.count() > 0;
    }

    /** Adds a business; its id is given by the database, that of the argument ignored. Empty if the name is taken. */
    public Optional<Business> add(Business business, Instant now) {
        if (named(business.externalId()).isPresent()) {
            return Optional.empty();
        }
        var added = new StoredBusiness(business, now);
        added.persist();
        return Optional.of(added.settings());
    }

    /** Replaces the settings. */
    public void replace(Transaction tx, Business business) throws SQLException {
        // or locations that another request has just added would stay
        tx.first(
                "select 1 from business where id = ? for update",
                row -> true,
                business.id().value());
        StoredBusiness stored = StoredBusiness.findById(business.id().value());
        stored.replace(business);
    }

    /** Our number of the business that the platform names so. */
    public Optional<BusinessId> named(String externalId) {
        return StoredBusiness.named(externalId).map(StoredBusiness::number);
    }

    /** The same business under our own number. */
    public static Business with(BusinessId id, Business business) {
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
                business.locations(),
                business.contactPolicy());
    }
}
