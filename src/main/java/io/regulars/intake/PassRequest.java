package io.regulars.intake;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a pass's PUT takes, as the description of the API shows it; {@code PassBody} reads it. */
@Schema(name = "Pass")
record PassRequest(
        @Schema(readOnly = true, description = "As in the path.") @Nullable
        String id,

        @NotNull @Size(min = 1, max = 200) String client,

        @NotNull @Size(min = 1, max = 1000) @Schema(description = "What it is called where it is sold.")
        String name,

        @Size(max = 200)
        @Schema(description = "The service it is for. Without service and category: for everything.")
        @Nullable
        String service,

        @Size(max = 200) @Schema(description = "The category of services it is for; not beside a service.") @Nullable
        String category,

        @NotNull @Schema(description = "The first day on which it is valid.")
        LocalDate startsOn,

        @Schema(description = "The last day on which it is valid; no end if not said.") @Nullable
        LocalDate endsOn,

        @Min(1) @Max(100_000) @Schema(description = "How many visits it was sold with.") @Nullable
        Integer visits,

        @Min(0)
        @Max(100_000)
        @Schema(description = "How many visits you count as left; one with none left has ended.")
        @Nullable
        Integer visitsLeft,

        @Schema(description = "From which day on it is not valid any more.") @Nullable
        LocalDate cancelledOn,

        @Schema(description = "When it became so; now if not said.") @Nullable
        Instant occurredAt) {}
