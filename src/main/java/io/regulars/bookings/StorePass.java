package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.Owners;
import io.regulars.clients.StateWording;
import io.regulars.clients.VersionedRecords;
import io.regulars.facts.history.PassState;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;

/** Takes what is told of a pass. */
@ApplicationScoped
public class StorePass extends StoreTold<PassState, PassBody> {
    private final Owners owners;

    StorePass(Owners owners) {
        this.owners = owners;
    }

    @Override
    Owners owners() {
        return owners;
    }

    @Override
    VersionedRecords<PassState> records() {
        return PassTable.RECORDS;
    }

    @Override
    StateWording<PassState> words(Business business, String id, Instant now) {
        return new PassWords(business, id, now);
    }

    @Override
    ZoneId zone(Transaction tx, Business business, String id, ObjectNode patch) {
        return business.zone();
    }
}
