package io.regulars.outbox;

import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.util.List;

/** Who is told what became of what they put into the outbox. */
public interface HearsOfDelivery {
    /**
     * Told in the transaction that stores it, in which all are of one moment. It may wait for the row of a client; whoever holds that row
     * never waits for rows of the outbox. Where several were sent, it has locked all of their clients.
     */
    void heard(Transaction tx, List<DeliveryReport> reports) throws SQLException;
}
