package io.regulars.evaluation;

import io.regulars.facts.BusinessSettings;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.History;
import io.regulars.facts.Past;
import io.regulars.ranking.PastCutoffs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an outcome follows from, beside the rules.
 *
 * @param due when time alone was to be looked at, if that moment has passed; null: it has not
 * @param cutoffs of the present, the client's own change counted in
 * @param pastCutoffs of every moment before
 */
public record EvaluationInput(
        BusinessSettings business,
        History history,
        PreviousMemberships held,
        List<TriggerEvent> happenings,
        Instant now,
        @Nullable Instant due,
        Cutoffs cutoffs,
        PastCutoffs pastCutoffs) {
    public EvaluationInput {
        happenings = List.copyOf(happenings);
    }

    /** Where nothing is overdue and the cut-offs have always been so. */
    public EvaluationInput(
            BusinessSettings business,
            History history,
            PreviousMemberships held,
            List<TriggerEvent> happenings,
            Instant now,
            Cutoffs cutoffs) {
        this(business, history, held, happenings, now, null, cutoffs, PastCutoffs.always(cutoffs));
    }

    /** The facts of the present. */
    public Client present() {
        return Client.of(business, history.latest(), now, cutoffs);
    }

    /** The same client at an earlier moment at which only time passed, with what was held then. */
    EvaluationInput earlier(Instant moment, PreviousMemberships heldThen) {
        return new EvaluationInput(
                business,
                history,
                heldThen,
                List.of(TriggerEvent.timePassed(moment)),
                moment,
                null,
                pastCutoffs.at(moment),
                pastCutoffs);
    }

    /** The same with what was held a moment ago. */
    EvaluationInput holding(PreviousMemberships other) {
        return new EvaluationInput(business, history, other, happenings, now, null, cutoffs, pastCutoffs);
    }

    /** The facts of a past moment, from what is known now. */
    public Client past(Instant moment) {
        return Client.of(business, history.at(moment), moment, pastCutoffs.at(moment));
    }

    /** The whole past, laid out for one who looks at many moments of it. */
    Past layOut() {
        return new Past(business, history, new Past.Ranking() {
            @Override
            public Cutoffs at(Instant moment) {
                return pastCutoffs.at(moment);
            }

            @Override
            public List<Instant> passed(long leastMinor, long mostMinor, Instant after, Instant before) {
                var passed = new ArrayList<Instant>();
                pastCutoffs
                        .passed(() -> new long[] {leastMinor, mostMinor}, after, before)
                        .forEachRemaining(passed::add);
                return passed.reversed();
            }
        });
    }
}
