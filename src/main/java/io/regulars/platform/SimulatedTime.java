package io.regulars.platform;

import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.time.Instant;

/** The service's time where it is simulated: whoever moves it says so to nobody, the next who asks is told the new time. */
public interface SimulatedTime {
    /** Stores that the clock shows a moment from now on, so that a service that is started again goes on from there. */
    void store(Transaction transaction, Instant moment) throws SQLException;

    /** Lets the clock show a moment that was stored; time runs on from it. */
    void moveTo(Instant moment);
}
