package io.regulars.drools;

import io.regulars.facts.Reading;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The client came into a segment. */
public record Entered(
        String clientId, String segment, @Nullable LocalDate since) {
    /** As the vocabulary sees it. */
    public static Entered of(io.regulars.facts.Entered entered) {
        return new Entered(
                entered.client().id(),
                entered.segment(),
                Reading.day(entered, "since").orElse(null));
    }
}
