package io.regulars.outbox;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Decides anew about a message to a client that somebody wants to have sent again: it may not be allowed any more. */
public interface SendsAgain {
    /** What was decided. */
    sealed interface Answer {
        /** It is on its way again. */
        record Again() implements Answer {}

        /**
         * It may not go out now.
         *
         * @param why in words, with the gate
         */
        record No(String why) implements Answer {}

        /** It is not known here. */
        record NotTheirs() implements Answer {}
    }

    /** Decides, and puts it into the outbox if it may go out. */
    Answer again(Transaction tx, BusinessId business, UUID id, Instant now) throws SQLException;
}
