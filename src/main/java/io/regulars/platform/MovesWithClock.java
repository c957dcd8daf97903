package io.regulars.platform;

import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.time.Duration;

/** What a person at the service waits for, as against what is simulated: where the clock is moved, its moments move by the same span. */
public interface MovesWithClock {
    /** Moves its moments ahead, in the transaction that moves the clock. */
    void carry(Transaction transaction, Duration by) throws SQLException;
}
