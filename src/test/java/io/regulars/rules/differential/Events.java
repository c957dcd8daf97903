package io.regulars.rules.differential;

import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.Member;
import io.regulars.facts.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** What a client entered and holds, and what happened to her last booking; another for each, the same for both sides. */
record Events(List<Entered> entered, List<Member> members, List<Trigger> triggers) {
    static Events of(Client client, long seed) {
        var random = new Random(Objects.hash(seed, client.id()));
        String entered = RandomRules.SEGMENTS.get(random.nextInt(3));
        String held = RandomRules.SEGMENTS.get(random.nextInt(3));
        var kinds = List.of(Trigger.Kind.CANCELLED, Trigger.Kind.BOOKED);
        return new Events(
                List.of(new Entered(client, entered, client.now())),
                List.of(new Member(client, held, client.now().minus(Duration.ofDays(random.nextInt(30))))),
                List.of(new Trigger(
                        client,
                        kinds.get(random.nextInt(2)),
                        "event",
                        client.now(),
                        client.bookingFacts().getLast(),
                        null,
                        null)));
    }
}
