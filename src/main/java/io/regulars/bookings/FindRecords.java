package io.regulars.bookings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.access.businesses.Business;
import io.regulars.clients.ClientRow;
import io.regulars.clients.VersionedRecords;
import io.regulars.clients.VersionedRecords.Latest;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads bookings, receipts and passes back as they were sent. */
@ApplicationScoped
public class FindRecords {
    /** A booking in the fields of a PUT; what was removed is not there. */
    public ObjectNode booking(Transaction tx, Business business, String id) throws SQLException {
        var booking = latest(tx, business, BookingTable.RECORDS, id);
        return RecordJson.booking(booking, owner(tx, booking), business);
    }

    /** The same; empty if there is none, or it was removed. */
    public Optional<ObjectNode> bookingIfThere(Transaction tx, Business business, String id) throws SQLException {
        boolean there = BookingTable.RECORDS
                .latest(tx, business.id(), id)
                .filter(latest -> !latest.deleted())
                .isPresent();
        return there ? Optional.of(booking(tx, business, id)) : Optional.empty();
    }

    /** A receipt in the fields of a PUT; what was removed is not there. */
    public ObjectNode receipt(Transaction tx, Business business, String id) throws SQLException {
        var receipt = latest(tx, business, ReceiptTable.RECORDS, id);
        return RecordJson.receipt(receipt, owner(tx, receipt), business);
    }

    /** A pass in the fields of a PUT; what was removed is not there. */
    public ObjectNode pass(Transaction tx, Business business, String id) throws SQLException {
        var pass = latest(tx, business, PassTable.RECORDS, id);
        return RecordJson.pass(pass, owner(tx, pass));
    }

    /** A client's bookings with their {@code id}, in the order of it, from after one. */
    public List<ObjectNode> bookings(Transaction tx, Business business, ClientRow client, String after, int limit)
            throws SQLException {
        var page = new ArrayList<ObjectNode>();
        for (var booking : BookingTable.RECORDS.page(tx, business.id(), client.id(), after, limit)) {
            ObjectNode json = RecordJson.booking(booking, client.externalId(), business);
            page.add(json.put("id", booking.id()));
        }
        return page;
    }

    private static <T> Latest<T> latest(Transaction tx, Business business, VersionedRecords<T> records, String id)
            throws SQLException {
        return records.latest(tx, business.id(), id)
                .filter(latest -> !latest.deleted())
                .orElseThrow(
                        () -> new ProblemException(ErrorCode.NOT_FOUND, "There is nothing of the id '" + id + "'."));
    }

    private static String owner(Transaction tx, Latest<?> latest) throws SQLException {
        return tx.first("select external_id from client where id = ?", row -> row.getString(1), latest.clientId())
                .orElseThrow();
    }
}
