package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.Business;
import io.regulars.clients.Owners;
import io.regulars.clients.StateWording;
import io.regulars.clients.VersionedRecords;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;

/** Takes what is told of a receipt. */
@ApplicationScoped
public class StoreReceipt extends StoreTold<ReceiptContent, ReceiptBody> {
    private final Owners owners;

    StoreReceipt(Owners owners) {
        this.owners = owners;
    }

    @Override
    Owners owners() {
        return owners;
    }

    @Override
    VersionedRecords<ReceiptContent> records() {
        return ReceiptContent.RECORDS;
    }

    @Override
    StateWording<ReceiptContent> words(Business business, Instant now) {
        return new ReceiptWords(business, now);
    }

    @Override
    ZoneId zone(Transaction tx, Business business, String id, ObjectNode patch) {
        return business.zone();
    }
}
