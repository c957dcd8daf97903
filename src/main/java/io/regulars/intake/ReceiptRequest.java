package io.regulars.intake;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a receipt's PUT takes, as the description of the API shows it; {@code ReceiptBody} reads it. */
@Schema(name = "Receipt")
record ReceiptRequest(
        @Schema(readOnly = true, description = "As in the path.") @Nullable
        String id,

        @NotNull @Size(min = 1, max = 200) String client,
        @NotNull LocalDate date,
        @Schema(ref = "Amount") @Nullable String amount,
        @Schema(ref = "MinorAmount") @Nullable Long amountMinor,

        @NotNull @Schema(description = "What was paid for; one of a closed list, which a refusal names.")
        String kind,

        @Size(max = 200) @Nullable String service,
        @Size(max = 1000) @Nullable String paymentMethod,

        @Size(max = 200) @Schema(description = "The booking it belongs to.") @Nullable
        String booking,

        @Schema(description = "The business's, if said.") @Nullable
        String currency,

        @Schema(description = "When it became so; now if not said.") @Nullable
        Instant occurredAt) {}
