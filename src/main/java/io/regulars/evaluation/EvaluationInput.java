package io.regulars.evaluation;

import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.History;
import io.regulars.facts.past.Past;
import io.regulars.ranking.past.PastCutoffs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a result follows from, beside the rules.
 *
 * @param due when time alone was to be looked at, if that moment has passed; null: it has not
 * @param cutoffs of the present, the client's own change counted in
 * @param pastCutoffs of every moment before
 */
public record EvaluationInput(
        BusinessSettings business,
        History history,
        PreviousMemberships previous,
        List<TriggerEvent> triggerEvents,
        Instant now,
        @Nullable Instant due,
        Cutoffs cutoffs,
        PastCutoffs pastCutoffs) {
    public EvaluationInput {
        triggerEvents = List.copyOf(triggerEvents);
    }

    /** Where nothing is overdue and the cut-offs have always been so. */
    public EvaluationInput(
            BusinessSettings business,
            History history,
            PreviousMemberships previous,
            List<TriggerEvent> triggerEvents,
            Instant now,
            Cutoffs cutoffs) {
        this(business, history, previous, triggerEvents, now, null, cutoffs, PastCutoffs.always(cutoffs));
    }

    /** The facts of the present. */
    public Client present() {
        return Client.of(business, history.latest(), now, cutoffs);
    }

    /** The same client at an earlier moment at which only time passed, with what was held then. */
    EvaluationInput earlier(Instant moment, PreviousMemberships previousThen) {
        return new EvaluationInput(
                business,
                history,
                previousThen,
                List.of(TriggerEvent.timePassed(moment)),
                moment,
                null,
                pastCutoffs.at(moment),
                pastCutoffs);
    }

    /** The same with what was held a moment ago. */
    EvaluationInput holding(PreviousMemberships other) {
        return new EvaluationInput(business, history, other, triggerEvents, now, null, cutoffs, pastCutoffs);
    }

    /** The facts of a past moment, from what is known now. */
    public Client past(Instant moment) {
        return Client.of(business, history.at(moment), moment, pastCutoffs.at(moment));
    }

    /** The whole past, laid out for one who looks at many moments of it. */
    Past layOut() {
        return layOut(pastCutoffs);
    }

    /** The same for one who looks ahead, while the cut-offs stay as they are. */
    public Past layOutAhead() {
        return layOut(PastCutoffs.always(cutoffs));
    }

    private Past layOut(PastCutoffs ranks) {
        return new Past(business, history, new Past.Ranking() {
            @Override
            public Cutoffs at(Instant moment) {
                return ranks.at(moment);
            }

            @Override
            public List<Instant> passed(long leastMinor, long mostMinor, Instant after, Instant before) {
                var passed = new ArrayList<Instant>();
                ranks.passed(() -> new long[] {leastMinor, mostMinor}, after, before)
                        .forEachRemaining(passed::add);
                return passed.reversed();
            }
        });
    }
}
