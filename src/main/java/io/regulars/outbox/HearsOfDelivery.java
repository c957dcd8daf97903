package io.regulars.outbox;

import io.regulars.platform.Transaction;
import java.sql.SQLException;

/** Who is told what became of what they put into the outbox. */
public interface HearsOfDelivery {
    /**
     * Told in the transaction that stores it. It may wait for a client's row; whoever holds that row never waits for rows of the outbox.
     */
    void heard(Transaction tx, DeliveryReport report) throws SQLException;
}
