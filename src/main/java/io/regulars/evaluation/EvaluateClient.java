package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;

/** Evaluates one client by the running release and stores the outcome. */
@ApplicationScoped
public class EvaluateClient {
    private final ActiveRelease release;

    EvaluateClient(ActiveRelease release) {
        this.release = release;
    }

    /**
     * Evaluates in the caller's transaction, which holds the client's row lock, and stores what follows.
     *
     * @param happenings what the transaction wrote, in the order it happened
     * @throws io.regulars.platform.Refusal UNAVAILABLE while no release is active
     */
    public Answer evaluate(
            Transaction transaction, BusinessId business, long clientId, List<Happening> happenings, Cause cause)
            throws SQLException {
        throw new UnsupportedOperationException(release.running().label());
    }

    /** What is so now, nothing caused: for repeated deliveries and for reading. */
    public Answer present(Transaction transaction, BusinessId business, long clientId) throws SQLException {
        throw new UnsupportedOperationException(release.running().label());
    }
}
