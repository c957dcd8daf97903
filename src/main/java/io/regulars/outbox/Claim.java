package io.regulars.outbox;

import io.regulars.access.BusinessId;
import java.time.Instant;
import java.util.UUID;

/**
 * A row that this replica may carry out until its lease ends.
 *
 * @param attempt which one this is; with the replica's id it is the fence: whoever claims the row later counts on
 * @param abandoned whether somebody had it before and never said what came of it
 */
record Claim(
        long seq,
        UUID id,
        BusinessId business,
        String channel,
        String event,
        String key,
        InDoubt inDoubt,
        int attempt,
        Instant giveUpAt,
        boolean abandoned,
        byte[] body) {}
