package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import java.util.List;
import org.kie.api.runtime.KieSession;

/**
 * Which facts of a client's own history some rules match, in whatever form: a session gets those and no others.
 *
 * @param rules how many rules match any
 * @param joins how many of them join them with other facts than the client
 */
record HistoryFacts(boolean bookings, boolean surveys, int rules, int joins) {
    static HistoryFacts of(List<Arrangement> rules) {
        return new HistoryFacts(
                matches(rules, Vocabulary.BOOKING),
                matches(rules, Vocabulary.SURVEY),
                (int) rules.stream().filter(rule -> !rule.history().isEmpty()).count(),
                (int) rules.stream().filter(Arrangement::joinsHistory).count());
    }

    private static boolean matches(List<Arrangement> rules, FactType<?> type) {
        return rules.stream().flatMap(rule -> rule.history().stream()).anyMatch(pattern -> pattern.type() == type);
    }

    void insert(KieSession session, Client client) {
        if (bookings) {
            SessionRunner.insertAll(session, client.bookingFacts());
        }
        if (surveys) {
            SessionRunner.insertAll(session, client.surveyFacts());
        }
    }
}
