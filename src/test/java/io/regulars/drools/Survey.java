package io.regulars.drools;

import io.regulars.facts.Reading;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An answer to a survey. */
public record Survey(
        String clientId,
        String kind,
        double score,
        @Nullable LocalDate answeredOn,
        double daysAgo) {
    /** As the vocabulary sees it. */
    public static Survey of(io.regulars.facts.Survey survey) {
        return new Survey(
                survey.client().id(),
                survey.state().kind().name(),
                survey.state().score(),
                Reading.day(survey, "answeredOn").orElse(null),
                Known.number(survey, "daysAgo"));
    }
}
