package io.regulars.access.businesses;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A contact policy, as the description of the API shows it; {@code ContactPolicyBody} reads it. */
@Schema(name = "ContactPolicy")
record ContactPolicyRequest(
        @Schema(description = "On marketing; 2 in 7 days per client, channel and address if not said.")
        @Size(max = 20)
        @Nullable
        List<CapRequest> caps,

        @Schema(description = "The first that a client is in replaces their caps per client.") @Size(max = 20) @Nullable
        List<SegmentCapRequest> segments,

        @Schema(description = "Between two marketing messages; 24 if not said.") @Min(0) @Max(720) @Nullable
        Integer gapHours,

        @Schema(description = "By the client's own clock; 21:00 to 09:00 if not said.") @Nullable
        QuietRequest quiet,

        @Schema(description = "By channel, such as 600 per hour or 1000 per day.") @Nullable
        Map<String, String> rates,

        @Schema(description = "How many of 100 clients get no marketing at all.") @Min(0) @Max(50) @Nullable
        Integer holdoutPercent,

        @Schema(description = "Whether clients who visited may get mail though they said neither yes nor no.") @Nullable
        Boolean softOptIn,

        @Schema(description = "For the foot of mails.") @Size(max = 1000) @Nullable
        String postalAddress,

        @Schema(description = "Addresses it sends from, the usual one first.") @Size(max = 20) @Nullable
        List<SenderRequest> senders,

        @Schema(description = "For messages.") @Size(max = 200) @Nullable
        String phone,

        @Schema(description = "Its page, https.") @Size(max = 1000) @Nullable
        String url,

        @Schema(description = "Where clients book; its page if not said.") @Size(max = 1000) @Nullable
        String bookingUrl,

        @Schema(description = "In which it writes to clients whose own is not known or has no text: lv.") @Nullable
        String language) {
    /** At most so many in so many days. */
    @Schema(name = "Cap")
    record CapRequest(
            @Min(1) @Max(100) int most,
            @Min(1) @Max(365) int days,

            @NotNull @Schema(description = "client, channel or address.")
            String per,

            @Schema(description = "Counts only this channel.") @Nullable
            String channel) {}

    /** At most so many in so many days, for who is in a segment. */
    @Schema(name = "SegmentCap")
    record SegmentCapRequest(
            @NotNull @Size(min = 1, max = 200) String segment,
            @Min(1) @Max(100) int most,
            @Min(1) @Max(365) int days) {}

    /** Hours such as 21:00; the same twice means none. */
    @Schema(name = "QuietHours")
    record QuietRequest(@NotNull String from, @NotNull String to) {}

    /** Whom messages come from. */
    @Schema(name = "Sender")
    record SenderRequest(
            @NotNull String address,
            @Size(max = 200) @Nullable String name) {}
}
