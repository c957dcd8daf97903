package io.regulars.intake;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a client's PUT takes, as the description of the API shows it; {@code ClientBody} reads it. */
@Schema(name = "Client")
record ClientRequest(
        @Schema(readOnly = true, description = "As in the path.") @Nullable
        String id,

        @Schema(readOnly = true, description = "Whether anything was told of them, or others only name them.") @Nullable
        Boolean known,

        @Size(max = 1000) @Nullable String firstName,
        @Size(max = 1000) @Nullable String lastName,

        @Size(max = 1000) @Schema(format = "email") @Nullable
        String email,

        @Size(max = 1000) @Nullable String phone,
        @Nullable LocalDate birthDate,
        @Size(max = 1000) @Nullable String gender,

        @Schema(description = "Such as lv or en-GB.") @Nullable
        String language,

        @Schema(description = "ISO 3166, two letters.") @Nullable
        String country,

        @Size(max = 1000) @Nullable String region,
        @Size(max = 1000) @Nullable String city,
        @Size(max = 1000) @Nullable String postcode,

        @Schema(description = "Such as Europe/Riga.") @Nullable
        String timeZone,

        @Size(max = 1000) @Nullable String occupation,
        @Size(max = 1000) @Nullable String source,
        @Schema(ref = "Amount") @Nullable String acquisitionCost,
        @Schema(ref = "MinorAmount") @Nullable Long acquisitionCostMinor,
        @Nullable Instant registeredAt,
        @Size(max = 1000) @Nullable List<String> tags,

        @Schema(description = "Names of the business's own; texts, numbers, true or false.") @Nullable
        Map<String, Object> attributes,

        @Schema(description = "By channel: email, sms …") @Nullable
        Map<String, Boolean> consents,

        @Schema(description = "When it became so; now if not said.") @Nullable
        Instant occurredAt) {}
