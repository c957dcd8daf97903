package io.regulars.evaluation;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.History;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client as it lies in the database.
 *
 * @param last what the last evaluation stored
 * @param spendChangedFrom the earliest moment from which what was learned since then may have changed what they had spent
 * @param triggerEvents what happened to it, as we were just told
 * @param queued the campaigns of which something is queued for it
 */
public record LoadedClient(
        long id,
        History history,
        PreviousMemberships previous,
        LastEvaluation last,
        Instant spendChangedFrom,
        List<TriggerEvent> triggerEvents,
        List<String> queued) {
    public LoadedClient {
        triggerEvents = List.copyOf(triggerEvents);
        queued = List.copyOf(queued);
    }

    /** As stored by the last evaluation. */
    public long spendMinor() {
        return last.spendMinor();
    }

    /** When it was to be evaluated again; null: never. */
    @Nullable
    public Instant evaluateAgainAt() {
        return last.againAt();
    }

    /** The same where less of what was held is relied on. */
    public LoadedClient holding(PreviousMemberships other) {
        return new LoadedClient(id, history, other, last, spendChangedFrom, triggerEvents, queued);
    }

    /** Whether a result is what the last evaluation found, so that all that is stored of the client stands. */
    public boolean stands(EvaluationResult result, @Nullable Instant next) {
        return previous.stands()
                && result.missed().isEmpty()
                && result.changed().isEmpty()
                && result.left().isEmpty()
                && spendMinor() == result.spendMinor()
                && last.cutoffsReached() != null
                && last.cutoffsReached() == result.cutoffsReached()
                && Objects.equals(evaluateAgainAt(), next);
    }

    /** What they have spent until a moment, as their history says. */
    public long spend(BusinessSettings business, Instant now) {
        return Client.of(business, history.latest(), now, Cutoffs.NONE).spendMinor();
    }

    /**
     * When it was to be evaluated, if that moment has passed: what came and went since is found only by looking at each
     * moment. By other rules it was not due.
     */
    @Nullable
    public Instant overdue(Instant now) {
        return previous.sameRules() ? last.overdue(now) : null;
    }

    /** Until when no cut-off can have passed their spend: they would have become due. What they spent since is news. */
    public Instant rankedUntil(Instant now) {
        if (!previous.sameRules() || previous.corrected()) {
            return Instant.MIN;
        }
        Instant again = evaluateAgainAt();
        Instant due = again == null || again.isAfter(now) ? Instant.MAX : again;
        return due.isBefore(previous.changedFrom()) ? due : previous.changedFrom();
    }
}
