package io.regulars.outbox;

import io.regulars.access.businesses.BusinessId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is put into the outbox.
 *
 * @param id of the action or event: receivers know it again by this
 * @param channel {@code email}, {@code sms}, or the name of an endpoint
 * @param event in a word what it is: {@code message}, {@code segment.entered}
 * @param client whom it concerns, our own number; null: nobody. Webhooks are told of one client in the order in which things
 *     happened. Messages to the client keep no order: one that waits does not delay the next
 * @param dueAt not before
 * @param giveUpAt not after
 */
public record Outgoing(
        UUID id,
        BusinessId business,
        String channel,
        String event,
        @Nullable Long client,
        Payload payload,
        Instant dueAt,
        Instant giveUpAt,
        InDoubt inDoubt) {}
