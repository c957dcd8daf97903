package io.regulars.intake;

import io.regulars.facts.history.BookingState.CancelledBy;
import io.regulars.facts.history.BookingState.Status;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a booking's PUT takes, as the description of the API shows it; {@code BookingBody} reads it. */
@Schema(name = "Booking")
record BookingRequest(
        @Schema(readOnly = true, description = "As in the path.") @Nullable
        String id,

        @NotNull @Size(min = 1, max = 200) @Schema(description = "The client's id of the booking system.")
        String client,

        @NotNull @Size(min = 1, max = 200) @Schema(description = "The id of a service of the catalogue.")
        String service,

        @Size(max = 200) @Nullable String staff,

        @Size(max = 200) @Schema(description = "One of the business's locations.") @Nullable
        String location,

        @Size(max = 1000) @Nullable String channel,
        @Size(max = 1000) @Nullable String paymentMethod,
        @NotNull Instant startsAt,
        @Nullable Instant endsAt,
        @Schema(description = "When it was made.") @Nullable Instant bookedAt,
        @NotNull Status status,

        @Schema(
                description =
                        "When it was cancelled; not said, when it became so. Of a line of an import that says neither, nobody knows"
                                + " when, and it is not late.")
        @Nullable
        Instant cancelledAt,

        @Nullable CancelledBy cancelledBy,
        @Schema(ref = "Amount") @Nullable String price,
        @Schema(ref = "MinorAmount") @Nullable Long priceMinor,
        @Schema(ref = "Amount") @Nullable String discount,
        @Schema(ref = "MinorAmount") @Nullable Long discountMinor,
        @Schema(ref = "Amount") @Nullable String refunded,
        @Schema(ref = "MinorAmount") @Nullable Long refundedMinor,
        @Schema(ref = "Amount") @Nullable String tip,
        @Schema(ref = "MinorAmount") @Nullable Long tipMinor,
        @Schema(ref = "Amount") @Nullable String tax,
        @Schema(ref = "MinorAmount") @Nullable Long taxMinor,
        @Size(max = 1000) @Nullable String offerCode,

        @Size(max = 200) @Schema(description = "The id of the booking that this one was moved from.") @Nullable
        String replaces,

        @Size(max = 200) @Schema(description = "What repeated bookings made together have in common.") @Nullable
        String series,

        @Schema(description = "The business's, if said.") @Nullable
        String currency,

        @Schema(readOnly = true, description = "Of a booking read back; taken back unread.") @Nullable
        String assumedPrice,

        @Schema(description = "When it became so; now if not said.") @Nullable
        Instant occurredAt) {}
