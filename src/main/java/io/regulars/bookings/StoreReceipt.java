package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.Owners;
import io.regulars.clients.StateWording;
import io.regulars.clients.VersionedRecords;
import io.regulars.facts.history.ReceiptState;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;

/** Takes what is told of a receipt. */
@ApplicationScoped
public class StoreReceipt extends StoreTold<ReceiptState, ReceiptBody> {
    private final Owners owners;

    StoreReceipt(Owners owners) {
        this.owners = owners;
    }

    @Override
    Owners owners() {
        return owners;
    }

    @Override
    VersionedRecords<ReceiptState> records() {
        return ReceiptTable.RECORDS;
    }

    @Override
    StateWording<ReceiptState> words(Business business, String id, Instant now) {
        return new ReceiptWords(business, id, now);
    }

    @Override
    ZoneId zone(Transaction tx, Business business, String id, ObjectNode patch) {
        return business.zone();
    }
}
