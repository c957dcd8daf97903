package io.regulars.segments;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an analyst wrote about a segment in {@code segments.yaml}.
 *
 * @param question the business question it answers
 * @param campaign the campaign bound to it
 * @param review the day on which somebody should look at it again
 */
public record SegmentInfo(
        String name,
        String title,
        @Nullable String question,
        @Nullable String campaign,
        @Nullable String owner,
        @Nullable LocalDate review) {}
