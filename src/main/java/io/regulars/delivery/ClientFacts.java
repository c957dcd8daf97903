package io.regulars.delivery;

import io.regulars.arbiter.Facts;
import io.regulars.facts.BookingState;
import java.util.Map;
import java.util.Set;

/** What the arbiter has to know of a client, from what is stored of them. */
final class ClientFacts {
    private ClientFacts() {}

    static Facts of(
            Situation situation,
            boolean erased,
            Set<String> segments,
            Map<String, Facts.Reach> reach,
            Set<String> openTasks) {
        return new Facts(
                situation.number(),
                erased,
                segments,
                situation.zone(),
                situation.client().business().zone(),
                reach,
                situation.bookings().stream()
                        .filter(situation::stands)
                        .map(BookingState::startsAt)
                        .toList(),
                situation
                        .lastVisit()
                        .map(visit -> visit.startsAt()
                                .atZone(situation.client().business().zoneOf(visit.location()))
                                .toLocalDate())
                        .orElse(null),
                openTasks);
    }
}
