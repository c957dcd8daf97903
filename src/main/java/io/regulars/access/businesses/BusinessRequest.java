package io.regulars.access.businesses;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A business, as the description of the API shows it, sent and read back; {@code BusinessBody} reads it. */
@Schema(name = "Business")
public record BusinessRequest(
        @NotNull @Size(min = 1, max = 200) String id,
        @NotNull @Size(max = 1000) String name,

        @NotNull @Schema(description = "Such as Europe/Riga.")
        String zone,

        @NotNull @Schema(description = "ISO 4217, such as EUR.")
        String currency,

        @NotNull @Schema(description = "ISO 3166, two letters.")
        String country,

        @Min(0) @Max(8760) @Schema(description = "A later cancellation is late; 24 if not said.") @Nullable
        Integer cancellationNoticeHours,

        @Min(0)
        @Max(8760)
        @Schema(description = "After so long a booking of which nobody said more counts as kept.")
        @Nullable
        Integer assumeCompletedAfterHours,

        @Schema(description = "What a booking cost of which no price was said: catalogue or zero.") @Nullable
        String priceWhenUnsaid,

        @Schema(description = "Whether another key than the editor's has to activate.") @Nullable
        Boolean fourEyes,

        @Nullable List<Place> locations,

        @Schema(description = "How it writes to its clients.") @Nullable
        ContactPolicyRequest contactPolicy) {
    /** A location. */
    @Schema(name = "Location")
    record Place(
            @NotNull @Size(min = 1, max = 200) String id,
            @NotNull String zone) {}
}
