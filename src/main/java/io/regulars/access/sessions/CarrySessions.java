package io.regulars.access.sessions;

import io.regulars.platform.MovesWithClock;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;

/** Whoever moves the clock of a trial by months stays signed in, and so does everybody else: they did not wait for months. */
@ApplicationScoped
class CarrySessions implements MovesWithClock {
    @Override
    public void carry(Transaction transaction, Duration by) throws SQLException {
        double seconds = by.toNanos() / 1e9;
        transaction.update("""
                update browser_session
                set began_at = began_at + ? * interval '1 second', used_at = used_at + ? * interval '1 second'
                """, seconds, seconds);
        transaction.update("update sign_in_link set expires_at = expires_at + ? * interval '1 second'", seconds);
    }
}
