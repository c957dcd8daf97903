package io.regulars.timeline;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What time alone will do to a client's segments.
 *
 * @param transitions in their order; at one moment what is left comes first
 * @param until how far was looked, the moment included
 * @param complete false if there was too much to look at, so that {@code until} is earlier than asked for
 */
record Forecast(List<Coming> transitions, Instant until, boolean complete) {
    Forecast {
        transitions = List.copyOf(transitions);
    }

    /** How a client stands to a segment from some moment on. */
    @Schema(name = "CrossingKind")
    enum Kind {
        LEFT,
        ENTERED
    }

    /**
     * One transition that is to come.
     *
     * @param rule the rule that says so, or said so until then
     * @param because the rule's conditions with the client's values as they are then; of what is left, what of it no longer
     *     holds
     */
    record Coming(Instant at, String segment, Kind kind, String rule, String because) {}

    /** When segments that are held at the beginning end, by name; what does not end is not among them. */
    Map<String, Instant> ends() {
        var ends = new HashMap<String, Instant>();
        for (Coming coming : transitions) {
            if (coming.kind == Kind.LEFT) {
                ends.putIfAbsent(coming.segment, coming.at);
            }
        }
        return ends;
    }
}
