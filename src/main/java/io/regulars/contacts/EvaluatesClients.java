package io.regulars.contacts;

import io.regulars.access.businesses.BusinessId;
import io.regulars.activity.StoreActivity;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;

/** Evaluates a client after something came of a message; whoever evaluates lies above. */
public interface EvaluatesClients {
    /** Evaluates the locked client of that activity, which rules may answer to. */
    void evaluate(Transaction tx, BusinessId business, StoreActivity.Stored activity) throws SQLException;
}
