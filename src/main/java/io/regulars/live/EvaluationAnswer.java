package io.regulars.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import io.regulars.campaigns.ledger.StartedAction;
import io.regulars.segments.HeldSegment;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a write answers: the state of the client and what the write caused.
 *
 * @param client external id; null where nothing is told of anybody
 * @param release {@code r-17}: the release that decided
 * @param segments held now, by name
 * @param entered names of segments that the client came into
 * @param left names of segments that the client left
 * @param actions what was started, or why nothing follows from a start
 * @param taken how far what was sent reached; null where nothing was sent to be kept
 * @param beatenBy when what was sent is not the latest: the moment of the state that stands against it
 * @param former whose thing it was until this write, where it went to another client
 * @param notes what the sender may not have meant; left out if there is none
 */
public record EvaluationAnswer(
        @Nullable String client,
        String release,
        List<HeldSegment> segments,
        List<String> entered,
        List<String> left,
        List<StartedAction> actions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Taken taken,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant beatenBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Former former,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<String> notes) {
    public EvaluationAnswer {
        segments = List.copyOf(segments);
        entered = List.copyOf(entered);
        left = List.copyOf(left);
        actions = List.copyOf(actions);
        notes = List.copyOf(notes);
    }

    /** The same with what the sender may not have meant. */
    public EvaluationAnswer with(List<String> said) {
        return new EvaluationAnswer(client, release, segments, entered, left, actions, taken, beatenBy, former, said);
    }

    /** What is so, and what followed. */
    public EvaluationAnswer(
            @Nullable String client,
            String release,
            List<HeldSegment> segments,
            List<String> entered,
            List<String> left,
            List<StartedAction> actions) {
        this(client, release, segments, entered, left, actions, null, null, null, List.of());
    }

    /** How far a telling reached. */
    public enum Taken {
        /** It is the latest now, or some of it is. */
        LATEST,
        /** It is part of the history; the latest says otherwise since. */
        PAST,
        /** It was known, or is older than what took it away. */
        NOTHING;

        /** As it is answered. Public, since the description of the API is made by asking for it. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whose a thing was.
     *
     * @param client external id
     * @param entered names of segments that this client came into
     * @param left names of segments that this client left
     */
    public record Former(String client, List<String> entered, List<String> left) {
        public Former {
            entered = List.copyOf(entered);
            left = List.copyOf(left);
        }
    }

    /** The same, as the answer to a telling. */
    public EvaluationAnswer to(Taken how, @Nullable Instant by, @Nullable EvaluationAnswer before) {
        Former lost =
                before == null || before.client == null ? null : new Former(before.client, before.entered, before.left);
        return new EvaluationAnswer(client, release, segments, entered, left, actions, how, by, lost, notes);
    }
}
