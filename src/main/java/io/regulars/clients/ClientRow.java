package io.regulars.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client whose row this transaction has locked.
 *
 * @param id our own number
 * @param known false while only a booking or another record has named it
 * @param profile the latest profile, in the fields of a PUT
 * @param occurredAt when the latest profile came to be; null while not known
 * @param said by the telling that was the last to say so
 */
public record ClientRow(
        long id,
        String externalId,
        boolean known,
        ObjectNode profile,
        @Nullable Instant occurredAt,
        SaidFields said) {}
