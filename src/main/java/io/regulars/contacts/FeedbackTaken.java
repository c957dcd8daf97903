package io.regulars.contacts;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of feedback, as answers show it.
 *
 * @param delivery the message; null: it concerns none of ours
 * @param type null: it says nothing that counts
 */
record FeedbackTaken(
        @Schema(description = "The message that it is about; missing: none of this business.") @Nullable
        UUID delivery,

        @Schema(description = "What it says; missing: nothing that counts, such as an out-of-office reply.") @Nullable
        String type,

        @Schema(description = "Whether it was news.") boolean taken) {}
