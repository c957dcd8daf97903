package io.regulars.evaluation;

import io.regulars.campaigns.ledger.LedgerRows;
import io.regulars.rules.model.Effect;
import io.regulars.segments.HeldSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Whether a start comes from what was true before we were told, so that nothing is to follow from it. */
public final class Backlog {
    private static final Duration TOLD_IN_TIME = Duration.ofHours(24);

    /** True at the switch, so that it depends on how it was made whether anything follows. */
    public static final String RULES_CHANGED = "backlog: true when the rules changed";

    private Backlog() {}

    /** The reason for the ledger; null: it is not backlog. */
    public static @Nullable String reason(
            EvaluationRun evaluation, LoadedClient client, EvaluationResult result, Effect.Start start) {
        return cameAndWent(client, result, start)
                ? "backlog: over before anybody could look, no longer in the segment"
                : reason(evaluation, client, start);
    }

    private static boolean cameAndWent(LoadedClient client, EvaluationResult result, Effect.Start start) {
        return result.missed().stream().anyMatch(missed -> isOf(start, client, missed.segments()))
                && !isOf(start, client, result.segments());
    }

    /** Whether it starts from one of these memberships. */
    private static boolean isOf(Effect.Start start, LoadedClient client, Collection<HeldSegment> memberships) {
        return memberships.stream()
                .map(segment -> LedgerRows.Origin.segment(client.id(), segment.name(), segment.since()))
                .anyMatch(origin -> origin.origin().equals(start.origin()));
    }

    private static @Nullable String reason(EvaluationRun evaluation, LoadedClient client, Effect.Start start) {
        return switch (evaluation.cause()) {
            case IMPORT -> "backlog: imported history";
            case IMPORT_STARTING_CAMPAIGNS -> null;
            case RELEASE -> start.since().isAfter(evaluation.rulesSince()) ? null : RULES_CHANGED;
            case TIME ->
                isOfCorrectedRanks(evaluation, client, start)
                        ? beforeWeWereTold(start)
                        : beforeTheRulesChanged(evaluation, client, start);
            case CHANGE, REQUEST ->
                isLate(evaluation, start.since())
                                && !wasDue(client, start)
                                && !isNewsOfMember(evaluation, client, start)
                        ? beforeWeWereTold(start)
                        : beforeTheRulesChanged(evaluation, client, start);
        };
    }

    private static String beforeWeWereTold(Effect.Start start) {
        return "backlog: so since " + start.since() + ", before we were told";
    }

    /** Somebody else's past was told: it is not time that ranks the client otherwise since then. */
    private static boolean isOfCorrectedRanks(EvaluationRun evaluation, LoadedClient client, Effect.Start start) {
        Instant changedFrom = client.last().ranksChangedFrom();
        return changedFrom != null
                && !start.since().isBefore(changedFrom)
                && isLate(evaluation, start.since())
                && !wasDue(client, start);
    }

    private static boolean isLate(EvaluationRun evaluation, Instant moment) {
        return moment.isBefore(evaluation.now().minus(TOLD_IN_TIME));
    }

    /**
     * The membership that the start names was known all along; what is new is the rest of the condition, and we were told
     * that in time: a first-timer of last week cancels their next booking today.
     */
    private static boolean isNewsOfMember(EvaluationRun evaluation, LoadedClient client, Effect.Start start) {
        boolean held = isOf(start, client, client.previous().memberships().values());
        return held
                && client.triggerEvents().stream()
                        .noneMatch(triggerEvent -> isLate(evaluation, triggerEvent.occurredAt()));
    }

    /** We knew in time, but were not there to notice. */
    private static boolean wasDue(LoadedClient client, Effect.Start start) {
        Instant due = client.evaluateAgainAt();
        return due != null && !start.since().isBefore(due) && !client.previous().corrected();
    }

    private static @Nullable String beforeTheRulesChanged(
            EvaluationRun evaluation, LoadedClient client, Effect.Start start) {
        return client.previous().comesOfOtherRules(start.since(), evaluation.rulesSince()) ? RULES_CHANGED : null;
    }
}
