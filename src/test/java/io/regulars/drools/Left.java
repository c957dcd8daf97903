package io.regulars.drools;

import io.regulars.facts.Reading;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The client left a segment. */
public record Left(
        String clientId, String segment, @Nullable LocalDate since) {
    /** As the vocabulary sees it. */
    public static Left of(io.regulars.facts.Left left) {
        return new Left(
                left.client().id(), left.segment(), Reading.day(left, "since").orElse(null));
    }
}
