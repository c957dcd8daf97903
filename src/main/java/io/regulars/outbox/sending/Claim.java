package io.regulars.outbox.sending;

import io.regulars.access.businesses.BusinessId;
import io.regulars.outbox.InDoubt;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row that this replica may carry out until its lease ends.
 *
 * @param client whom it concerns, by our own number; null: nobody
 * @param attempt which one this is; with the replica's id it is the fence: whoever claims the row later counts on
 * @param abandoned whether somebody had it before and never said what came of it
 */
record Claim(
        long seq,
        UUID id,
        BusinessId business,
        String channel,
        String event,
        @Nullable Long client,
        InDoubt inDoubt,
        int attempt,
        Instant giveUpAt,
        boolean abandoned,
        byte[] body) {
    /** What is of one client has one key: {@code business/client}, by our own numbers. */
    String key() {
        return business.value() + "/" + (client == null ? "" : client);
    }
}
