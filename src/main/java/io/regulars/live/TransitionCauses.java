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
    private final PreviousMemberships held;
    private final Instant rulesSince;

    TransitionCauses(EvaluationRun evaluation, PreviousMemberships held) {
        this.cause = switch (evaluation.cause()) {
            case CHANGE -> TransitionCause.CHANGE;
            case IMPORT, IMPORT_STARTING_CAMPAIGNS -> TransitionCause.IMPORT;
            case TIME -> TransitionCause.TIME;
            case RELEASE -> TransitionCause.RELEASE;
            case REQUEST -> TransitionCause.REQUEST;
        };
        this.held = held;
        this.rulesSince = evaluation.rulesSince();
    }

    /** The transitions of an outcome, those of one cause together. */
    List<Memberships.Transitions> of(EvaluationResult outcome) {
        var transitions = new ArrayList<Memberships.Transitions>();
        add(transitions, cause, outcome, false);
        add(transitions, TransitionCause.RELEASE, outcome, true);
        return transitions;
    }

    private void add(
            List<Memberships.Transitions> transitions,
            TransitionCause of,
            EvaluationResult outcome,
            boolean byTheRules) {
        List<HeldSegment> entered = outcome.entered().stream()
                .filter(segment -> byTheRules(segment) == byTheRules)
                .toList();
        List<EndedSegment> left = outcome.left().stream()
                .filter(segment -> byTheRules(segment) == byTheRules)
                .toList();
        if (!entered.isEmpty() || !left.isEmpty()) {
            transitions.add(new Memberships.Transitions(of, entered, left));
        }
    }

    private boolean byTheRules(HeldSegment entered) {
        return held.comesOfOtherRules(entered.since(), rulesSince);
    }

    private boolean byTheRules(EndedSegment left) {
        boolean neverByThese = left.neverHeld() && !held.equals(PreviousMemberships.NOTHING) && !held.sameRules();
        return neverByThese || held.comesOfOtherRules(left.endedAt(), rulesSince);
    }
}
