package io.regulars.live;

import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.platform.database.Transaction;
import io.regulars.running.ActiveRelease;
import io.regulars.segments.HeldSegment;
import io.regulars.segments.Memberships;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates one client by the running release and stores the result. */
@ApplicationScoped
public class EvaluateClient {
    private final EvaluateClients evaluateClients;
    private final Memberships memberships;
    private final ActiveRelease active;

    EvaluateClient(EvaluateClients evaluateClients, Memberships memberships, ActiveRelease active) {
        this.evaluateClients = evaluateClients;
        this.memberships = memberships;
        this.active = active;
    }

    /**
     * Evaluates in the caller's transaction, which holds the client's row lock, and stores what follows.
     *
     * @param triggerEvents what the transaction wrote, in the order it happened
     * @throws io.regulars.platform.problem.ProblemException UNAVAILABLE while no release is active
     */
    public EvaluationAnswer evaluate(
            Transaction transaction,
            BusinessId business,
            long clientId,
            List<TriggerEvent> triggerEvents,
            EvaluationCause cause)
            throws SQLException {
        return evaluateClients
                .evaluate(transaction, business, Map.of(clientId, triggerEvents), cause)
                .getFirst();
    }

    /** Where a write concerns nobody yet. */
    public EvaluationAnswer ofNobody(Transaction transaction, BusinessId business) throws SQLException {
        String release = active.running(transaction, business).label();
        return new EvaluationAnswer(null, release, List.of(), List.of(), List.of(), List.of());
    }

    /** What is so now, nothing caused: for repeated deliveries and for reading. */
    public EvaluationAnswer present(Transaction transaction, BusinessId business, long clientId) throws SQLException {
        record Evaluated(String client, @Nullable Integer release) {}
        Evaluated evaluated = transaction
                .first(
                        "select external_id, evaluated_release from client where business_id = ? and id = ?",
                        row -> new Evaluated(
                                row.getString("external_id"), row.getObject("evaluated_release", Integer.class)),
                        business.value(),
                        clientId)
                .orElseThrow();
        List<HeldSegment> segments = memberships.of(transaction, clientId);
        // the release that found them: after a switch, that of before until the client is evaluated again
        String release = evaluated.release == null
                ? active.running(transaction, business).label()
                : "r-" + evaluated.release;
        return new EvaluationAnswer(evaluated.client, release, segments, List.of(), List.of(), List.of());
    }
}
