package io.regulars.intake;

import io.regulars.activity.SurveyContent;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An answer to a survey, as the description of the API shows it; {@code SurveyBody} reads it. */
@Schema(name = "SurveyRequest")
record SurveyRequest(
        @NotNull @Size(min = 1, max = 200) String id,
        @NotNull @Size(min = 1, max = 200) String client,
        @NotNull SurveyContent.Kind kind,
        @NotNull @Min(0) @Max(10) Integer score,
        @Nullable Instant answeredAt,
        @Size(max = 200) @Nullable String booking) {}
