package io.regulars.live;

import io.regulars.evaluation.EvaluationResult;
import io.regulars.evaluation.EvaluationRun;
import io.regulars.evaluation.PreviousMemberships;
import io.regulars.segments.EndedSegment;
import io.regulars.segments.HeldSegment;
import io.regulars.segments.Memberships;
import io.regulars.segments.TransitionCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What brought the transitions of one client about. The first evaluation by other rules, whatever it is made for, finds what
 * these rules would have found before: that comes of the release.
 */
final class TransitionCauses {
    private final TransitionCause cause;
    private final PreviousMemberships previous;
    private final Instant rulesSince;

    TransitionCauses(EvaluationRun evaluation, PreviousMemberships previous) {
        this.cause = switch (evaluation.cause()) {
            case CHANGE -> TransitionCause.CHANGE;
            case IMPORT, IMPORT_STARTING_CAMPAIGNS -> TransitionCause.IMPORT;
            case TIME -> TransitionCause.TIME;
            case RELEASE -> TransitionCause.RELEASE;
            case REQUEST -> TransitionCause.REQUEST;
        };
        this.previous = previous;
        this.rulesSince = evaluation.rulesSince();
    }

    /** The transitions of a result, those of one cause together. */
    List<Memberships.Transitions> of(EvaluationResult result) {
        var transitions = new ArrayList<Memberships.Transitions>();
        add(transitions, cause, result, false);
        add(transitions, TransitionCause.RELEASE, result, true);
        return transitions;
    }

    private void add(
            List<Memberships.Transitions> transitions,
            TransitionCause of,
            EvaluationResult result,
            boolean byTheRules) {
        List<HeldSegment> entered = result.entered().stream()
                .filter(segment -> byTheRules(segment) == byTheRules)
                .toList();
        List<EndedSegment> left = result.left().stream()
                .filter(segment -> byTheRules(segment) == byTheRules)
                .toList();
        if (!entered.isEmpty() || !left.isEmpty()) {
            transitions.add(new Memberships.Transitions(of, entered, left));
        }
    }

    private boolean byTheRules(HeldSegment entered) {
        return previous.comesOfOtherRules(entered.since(), rulesSince);
    }

    private boolean byTheRules(EndedSegment left) {
        boolean neverByThese =
                left.neverHeld() && !previous.equals(PreviousMemberships.NOTHING) && !previous.sameRules();
        return neverByThese || previous.comesOfOtherRules(left.endedAt(), rulesSince);
    }
}
