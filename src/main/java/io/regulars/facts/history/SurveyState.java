package io.regulars.facts.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An answer to a survey: a score of 0 to 10; a new score for the same id is a new answer. */
public record SurveyState(
        String id,
        Kind kind,
        int score,
        Instant answeredAt,
        @Nullable String booking) {
    /** Customer satisfaction, or net promoter score. */
    public enum Kind {
        CSAT,
        NPS
    }
}
