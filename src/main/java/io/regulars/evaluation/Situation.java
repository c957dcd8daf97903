package io.regulars.evaluation;

import io.regulars.facts.Business;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.History;
import java.time.Instant;
import java.util.List;

/**
 * All that an outcome follows from, beside the rules.
 *
 * @param cutoffs of the present, the client's own change counted in
 * @param pastCutoffs of every moment before
 */
record Situation(
        Business business,
        History history,
        Held held,
        List<Happening> happenings,
        Instant now,
        Cutoffs cutoffs,
        PastCutoffs pastCutoffs) {
    Situation {
        happenings = List.copyOf(happenings);
    }

    /** Where the cut-offs have always been so. */
    Situation(Business business, History history, Held held, List<Happening> happenings, Instant now, Cutoffs cutoffs) {
        this(business, history, held, happenings, now, cutoffs, PastCutoffs.always(cutoffs));
    }

    /** The facts of the present. */
    Client present() {
        return Client.of(business, history.latest(), now, cutoffs);
    }

    /** The facts of a past moment, from what is known now. */
    Client past(Instant moment) {
        return Client.of(business, history.at(moment), moment, pastCutoffs.at(moment));
    }
}
