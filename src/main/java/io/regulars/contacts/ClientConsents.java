package io.regulars.contacts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a client agreed to, as answers show it.
 *
 * @param consents of each channel the latest first
 * @param suppressed the channels by which the client's present addresses must not be written to
 * @param ownCap null: they did not ask for fewer messages
 */
record ClientConsents(
        String client,
        List<SaidConsent> consents,
        List<ClosedChannel> suppressed,

        @Schema(
                description =
                        "How many marketing messages the client asked for at most; missing: they did not ask for fewer.")
        @Nullable
        OwnCap ownCap) {
    /** What was said of a channel at some moment. */
    record SaidConsent(
            String channel,
            boolean granted,

            @Schema(description = "Whether nothing was said of the channel since.")
            boolean inForce,

            Instant occurredAt,
            Instant recordedAt,

            @Schema(
                    description =
                            "How: form, one-click, preferences, staff, import, sms-stop, complaint, booking-system (a"
                                    + " profile says it), unsaid.")
            String method,

            @Schema(description = "Which text the client agreed to.") @Nullable
            String wording,

            @Schema(description = "What shows it: a form's number, a booking, the message whose link was followed.")
            Map<String, Object> evidence,

            @Schema(description = "Who noted it.") @Nullable String actor,
            String source) {}

    /** A channel by which the client's present address must not be written to. */
    record ClosedChannel(
            String channel,
            SuppressionReason reason,
            Instant since,

            @Schema(description = "From when on it may be again; missing: never.") @Nullable
            Instant until,

            @Schema(description = "Whether messages that belong to a booking go there nevertheless.")
            boolean marketingOnly) {}
}
