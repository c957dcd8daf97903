package io.regulars.facts;

import io.regulars.facts.history.SurveyState;
import io.regulars.facts.values.LocalTimes;
import java.time.LocalDate;

/** One survey answer of a client as a fact. */
public record Survey(Client client, SurveyState state) {
    /** The local day of the business. */
    public LocalDate answeredOn() {
        return LocalTimes.date(state.answeredAt(), client.zone());
    }
}
