package io.regulars.platform;

import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.time.Instant;

/** The service's time where it is simulated: whoever moves it says so to nobody, the next who asks is told the new time. */
public interface SimulatedTime {
    /** Lets the clock show a moment from now on, in a transaction of the caller's; time runs on from it. */
    void moveTo(Transaction transaction, Instant moment) throws SQLException;
}
