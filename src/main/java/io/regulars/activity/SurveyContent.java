package io.regulars.activity;

import io.regulars.clients.VersionedRecords;
import io.regulars.platform.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An answer to a survey; a new score for the same id is a new answer. */
public record SurveyContent(
        Kind kind, int score, Instant answeredAt, @Nullable String booking) {
    /** Customer satisfaction, or net promoter score. */
    @Schema(name = "SurveyKind")
    public enum Kind {
        CSAT,
        NPS
    }

    static final VersionedRecords<SurveyContent> RECORDS = new VersionedRecords<>(
            "survey",
            List.of("kind", "score", "answered_at", "booking"),
            survey -> new @Nullable Object[] {survey.kind, survey.score, survey.answeredAt, survey.booking},
            row -> new SurveyContent(
                    Kind.valueOf(row.getString("kind")),
                    row.getInt("score"),
                    Objects.requireNonNull(Transaction.instant(row, "answered_at")),
                    row.getString("booking")));
}
