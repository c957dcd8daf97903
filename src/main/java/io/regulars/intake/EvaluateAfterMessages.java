package io.regulars.intake;

import io.regulars.access.businesses.BusinessId;
import io.regulars.activity.StoreActivity;
import io.regulars.contacts.EvaluatesClients;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.live.EvaluateClient;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** What came of a message is an activity like any other. */
@ApplicationScoped
class EvaluateAfterMessages implements EvaluatesClients {
    private final EvaluateClient evaluate;

    EvaluateAfterMessages(EvaluateClient evaluate) {
        this.evaluate = evaluate;
    }

    @Override
    public void evaluate(Transaction tx, BusinessId business, StoreActivity.Stored activity) throws SQLException {
        evaluate.evaluate(
                tx, business, activity.client().id(), TriggerEvents.activity(activity), EvaluationCause.CHANGE);
    }
}
