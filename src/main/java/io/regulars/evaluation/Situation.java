package io.regulars.evaluation;

import io.regulars.facts.Business;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.History;
import java.time.Instant;
import java.util.List;

/** All that an outcome follows from, beside the rules. */
record Situation(
        Business business, History history, Held held, List<Happening> happenings, Instant now, Cutoffs cutoffs) {
    Situation {
        happenings = List.copyOf(happenings);
    }

    /** The facts of the present. */
    Client present() {
        return Client.of(business, history.latest(), now, cutoffs);
    }

    /** The facts of a past moment, from what is known now; the cut-offs are today's. */
    Client past(Instant moment) {
        return Client.of(business, history.at(moment), moment, cutoffs);
    }
}
