package io.regulars.access;

import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** All businesses and their locations. */
@ApplicationScoped
public class Businesses {
    /** Lets nobody else make a business until the transaction ends, so that two instances that start together make one. */
    void lock(Transaction tx) throws SQLException {
        tx.update("lock table business in share row exclusive mode");
    }

    boolean any() {
        return StoredBusiness.count() > 0;
    }

    /** Adds a business; its id is given by the database, that of the argument ignored. Empty if the name is taken. */
    Optional<Business> add(Business business, Instant now) {
        if (named(business.externalId()).isPresent()) {
            return Optional.empty();
        }
        var added = new StoredBusiness(business, now);
        added.persist();
        return Optional.of(added.settings());
    }

    /** Replaces the settings. */
    void replace(Transaction tx, Business business) throws SQLException {
        // or locations that another request has just added would stay
        tx.first(
                "select 1 from business where id = ? for update",
                row -> true,
                business.id().value());
        StoredBusiness stored = StoredBusiness.findById(business.id().value());
        stored.replace(business);
    }

    Optional<BusinessId> named(String externalId) {
        return StoredBusiness.named(externalId).map(StoredBusiness::number);
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
                business.locations(),
                business.contactPolicy());
    }
}
