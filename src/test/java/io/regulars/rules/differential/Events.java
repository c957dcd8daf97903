package io.regulars.rules.differential;

import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Trigger;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.SurveyState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;

/** What a client entered, left and holds, and what happened to them; another for each client, the same for both sides. */
record Events(List<Entered> entered, List<Left> left, List<Member> members, List<Trigger> triggers) {
    static Events of(Client client, long seed) {
        var random = new Random(Objects.hash(seed, client.id()));
        return new Events(
                some(random, segment -> new Entered(client, segment, client.now())),
                some(random, segment -> new Left(client, segment, before(client, random), client.now())),
                some(random, segment -> new Member(client, segment, before(client, random))),
                List.of(trigger(client, random)));
    }

    private static <F> List<F> some(Random random, Function<String, F> fact) {
        return RandomRules.SEGMENTS.stream()
                .filter(segment -> random.nextInt(3) > 0)
                .map(fact)
                .toList();
    }

    private static Instant before(Client client, Random random) {
        return client.now().minus(Duration.ofDays(random.nextInt(200)));
    }

    private static Trigger trigger(Client client, Random random) {
        Trigger.Kind kind = RandomRules.KINDS.get(random.nextInt(RandomRules.KINDS.size()));
        boolean ofBooking = kind == Trigger.Kind.CANCELLED || kind == Trigger.Kind.BOOKED;
        var activity = new Activity(
                "a-1",
                Activity.Type.REVIEW_LEFT,
                client.now(),
                Map.of("stars", 1 + random.nextInt(5), "campaign", "win-back"));
        var survey = new SurveyState("s-1", SurveyState.Kind.CSAT, random.nextInt(11), client.now(), null);
        return new Trigger(
                client,
                kind,
                "event",
                client.now(),
                ofBooking ? client.bookingFacts().getLast() : null,
                kind == Trigger.Kind.ACTIVITY ? activity : null,
                kind == Trigger.Kind.SURVEY ? survey : null);
    }
}
