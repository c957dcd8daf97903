package io.regulars.evaluation;

import io.regulars.rules.model.Effect;
import io.regulars.segments.EndedSegment;
import io.regulars.segments.HeldSegment;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is so, and what follows from it.
 *
 * @param missed what looking at each moment that was due would have found, in order; what follows is since then
 * @param segments all that are held now, by name
 * @param changed those of them that were not held before, or otherwise: since, rule or reason
 * @param entered those of them that were not held before
 * @param left what was held before and is no more
 * @param effects what the rules of phase two ask for
 * @param evaluateAgainAt the next moment at which time alone may change this; null: never
 * @param spendMinor in minor units of the business's currency
 * @param cutoffsReached how many of the spend cut-offs the client was ranked above
 */
public record EvaluationResult(
        List<EvaluationResult> missed,
        List<HeldSegment> segments,
        List<HeldSegment> changed,
        List<HeldSegment> entered,
        List<EndedSegment> left,
        List<Effect> effects,
        @Nullable Instant evaluateAgainAt,
        long spendMinor,
        int cutoffsReached) {
    public EvaluationResult {
        missed = List.copyOf(missed);
        segments = List.copyOf(segments);
        changed = List.copyOf(changed);
        entered = List.copyOf(entered);
        left = List.copyOf(left);
        effects = List.copyOf(effects);
    }

    /** What was missed, and this. */
    public Stream<EvaluationResult> all() {
        return Stream.concat(missed.stream(), Stream.of(this));
    }

    /** The same, with what was missed before. */
    EvaluationResult afterMissing(List<EvaluationResult> others) {
        return new EvaluationResult(
                others, segments, changed, entered, left, effects, evaluateAgainAt, spendMinor, cutoffsReached);
    }
}
