package io.regulars.evaluation;

import io.regulars.segments.HeldSegment;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a client held when last evaluated, and how far that can still be relied on when looking back.
 *
 * @param memberships by segment
 * @param evaluatedAt the moment of that evaluation; {@link Instant#MIN}: there was none
 * @param changedFrom the earliest moment from which the history now known differs from the one that was evaluated then
 * @param sameRules whether the release that evaluated then is the one that evaluates now
 */
public record PreviousMemberships(
        Map<String, HeldSegment> memberships, Instant evaluatedAt, Instant changedFrom, boolean sameRules) {
    /** A client never evaluated. */
    public static final PreviousMemberships NOTHING =
            new PreviousMemberships(Map.of(), Instant.MIN, Instant.MIN, false);

    public PreviousMemberships {
        memberships = Map.copyOf(memberships);
    }

    /** The same where other rules evaluate now than then. */
    public PreviousMemberships byOtherRules() {
        return new PreviousMemberships(memberships, evaluatedAt, changedFrom, false);
    }

    /** The same where something differs from that moment on, too. */
    public PreviousMemberships changedFrom(Instant moment) {
        return moment.isBefore(changedFrom) && !equals(NOTHING)
                ? new PreviousMemberships(memberships, evaluatedAt, moment, sameRules)
                : this;
    }

    /** What was held after a result of some moment, whose history is that of now. */
    PreviousMemberships after(EvaluationResult result, Instant moment) {
        Map<String, HeldSegment> then = new HashMap<>();
        result.segments().forEach(segment -> then.put(segment.name(), segment));
        return new PreviousMemberships(
                then, moment, changedFrom.isAfter(moment) ? changedFrom : Instant.MAX, sameRules);
    }

    /**
     * Whether what the rules of now find true from a moment on was so, by what was known at that evaluation, when they
     * began to answer or earlier: then it comes of them, and not of what happened.
     */
    public boolean comesOfOtherRules(Instant moment, Instant rulesSince) {
        boolean known = moment.isBefore(evaluatedAt) || !moment.isAfter(rulesSince) && moment.isBefore(changedFrom);
        return !sameRules && known;
    }

    /** Whether what became known since then reaches back to that evaluation, or behind it. */
    public boolean corrected() {
        return !changedFrom.isAfter(evaluatedAt);
    }

    /** Whether what became known since then may have interrupted what was held then and is held at a moment. */
    boolean mayHaveGap(Instant now) {
        return corrected() || changedFrom.isBefore(now);
    }

    /** Whether nothing became known since then and the rules are the same: only time has passed. */
    boolean stands() {
        return sameRules && changedFrom.equals(Instant.MAX);
    }

    /** Until when a segment that is not among the memberships was surely not held. */
    Instant surelyOutUntil() {
        return sameRules && !corrected() ? lastUnchanged() : Instant.MIN;
    }

    /** Whether a held segment began before anything changed, so that its start stands unless there is a gap since. */
    boolean startStands(HeldSegment segment) {
        return segment.since().isBefore(changedFrom);
    }

    /** Until when a held segment that began before anything changed needs no second look. */
    Instant startStandsUntil(HeldSegment segment) {
        return startStands(segment) ? changedFrom.minusNanos(1) : Instant.MIN;
    }

    /** Whether a membership was certain at some moment, from what is known now. */
    boolean surelyIn(HeldSegment segment) {
        return sameRules && (!corrected() || startStands(segment));
    }

    /** Until when what was held then is certain. */
    Instant lastUnchanged() {
        // what happened at the very moment of the evaluation may have come after it
        return changedFrom.isAfter(evaluatedAt) ? evaluatedAt : changedFrom.minusNanos(1);
    }
}
