package io.regulars.outbox;

import io.regulars.access.businesses.BusinessId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of something that was put into the outbox; it is final, unless somebody has it sent again.
 *
 * @param id under which it was put
 * @param remoteId what the receiver calls it; null: nothing is known
 * @param detail in words; null: nothing to say
 * @param badAddress whether the receiver says that there is no such address
 */
public record DeliveryReport(
        UUID id,
        BusinessId business,
        String channel,
        State state,
        Instant at,
        @Nullable String remoteId,
        @Nullable String detail,
        boolean badAddress) {
    /** How it ended. */
    public enum State {
        /** The receiver took it. */
        SENT,
        /** It was given up, or refused for good. */
        FAILED,
        /** Perhaps the receiver took it; nobody can tell. */
        UNCERTAIN,
        /** It was taken back while an attempt ran, and that attempt failed. */
        WITHDRAWN
    }
}
