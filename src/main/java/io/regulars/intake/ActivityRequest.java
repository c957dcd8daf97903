package io.regulars.intake;

import io.regulars.facts.history.Activity;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event, as the description of the API shows it; {@code ActivityBody} reads it. */
@Schema(name = "ActivityRequest")
record ActivityRequest(
        @Size(max = 200) @Nullable String id,
        @NotNull @Size(min = 1, max = 200) String client,
        @NotNull Activity.Type type,

        @Schema(description = "When it happened; now if not said.") @Nullable
        Instant occurredAt,

        @Schema(
                description =
                        "What belongs to the type: stars, seconds, channel, name, and whatever else rules ask for.")
        @Nullable
        Map<String, Object> data) {}
