package io.regulars.contacts;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What came back of a message, as the description of the API shows it. */
@Schema(name = "FeedbackRequest")
record FeedbackRequest(
        @NotNull @Schema(description = "delivered, bounced, complained, opened, clicked, replied.")
        String type,

        @Schema(description = "Of bounced without a status: whether there is no such address.") @Nullable
        Boolean permanent,

        @Schema(
                description = "Of bounced, by RFC 3463: 5.1.x says that there is no such address, x.7.x that the"
                        + " receiver refuses us, and any other that it did not take this one.")
        @Nullable
        String status,

        @Schema(description = "When it happened; now if not said.") @Nullable
        Instant at) {}
