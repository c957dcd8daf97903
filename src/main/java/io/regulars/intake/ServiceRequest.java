package io.regulars.intake;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the PUT of a service takes, as the description of the API shows it; {@code ServiceBody} reads it. */
@Schema(name = "Service")
record ServiceRequest(
        @Schema(readOnly = true, description = "As in the path.") @Nullable
        String id,

        @Size(max = 1000) @Nullable String name,
        @Size(max = 200) @Nullable String category,
        @Schema(ref = "Amount") @Nullable String price,
        @Schema(ref = "MinorAmount") @Nullable Long priceMinor,
        @Schema(ref = "Amount") @Nullable String cost,
        @Schema(ref = "MinorAmount") @Nullable Long costMinor,

        @Min(0) @Max(8760) @Schema(description = "Its own notice; the business's if not said.") @Nullable
        Integer lateCancellationHours,

        @Nullable Boolean active,

        @Schema(description = "The business's, if said.") @Nullable
        String currency,

        @Schema(description = "When it became so; now if not said.") @Nullable
        Instant occurredAt) {}
