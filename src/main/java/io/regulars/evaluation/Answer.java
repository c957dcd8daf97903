package io.regulars.evaluation;

import io.regulars.campaigns.StartedAction;
import io.regulars.segments.HeldSegment;
import java.util.List;

/**
 * What a write answers: the state of the client and what the write caused.
 *
 * @param client external id
 * @param release {@code r-17}: the release that decided
 * @param segments held now, by name
 * @param entered names of segments that the client came into
 * @param left names of segments that the client left
 * @param actions what was started, or why nothing follows from a start
 */
public record Answer(
        String client,
        String release,
        List<HeldSegment> segments,
        List<String> entered,
        List<String> left,
        List<StartedAction> actions) {
    public Answer {
        segments = List.copyOf(segments);
        entered = List.copyOf(entered);
        left = List.copyOf(left);
        actions = List.copyOf(actions);
    }
}
