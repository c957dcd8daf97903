package io.regulars.outbox;

import io.regulars.access.BusinessId;
import io.regulars.platform.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Decides anew about a message to a client that somebody wants to have sent again: it may not be allowed any more. */
public interface SendsAgain {
    /** Whether it is on its way again; false: it may not go out, or is none of theirs. */
    boolean again(Transaction tx, BusinessId business, UUID id, Instant now) throws SQLException;
}
