package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Trigger;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.RuleSet;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the rules of phase two make of what a client entered, left and holds, and of what just happened:
 * {@code at("2026-01-03").enters("new").starts("welcome")}.
 */
public record Reaction(
        RuleSet rules,
        Client client,
        List<Trigger> triggers,
        List<Entered> entered,
        List<Left> left,
        List<Member> members) {
    static Reaction of(RuleSet rules, Client client) {
        return new Reaction(rules, client, List.of(), List.of(), List.of(), List.of());
    }

    /** They just came into these segments, at this moment. */
    public Reaction enters(String... segments) {
        var more = Stream.of(segments)
                .map(segment -> new Entered(client, segment, client.now()))
                .toList();
        return new Reaction(rules, client, triggers, more, left, members);
    }

    /** They just left this segment, at this moment. */
    public Reaction leaves(String segment) {
        var one = new Left(client, segment, client.now().minusSeconds(1), client.now());
        return new Reaction(rules, client, triggers, entered, List.of(one), members);
    }

    /** They are in this segment. */
    public Reaction isMember(String segment, Instant since) {
        return new Reaction(rules, client, triggers, entered, left, List.of(new Member(client, segment, since)));
    }

    /** Something just happened: to their latest booking, or their latest activity or survey answer. */
    public Reaction happens(Trigger.Kind kind) {
        return new Reaction(rules, client, List.of(trigger(kind)), entered, left, members);
    }

    /** These campaigns start, each once, and no others. */
    public Reaction starts(String... campaigns) {
        assertThat(started()).extracting(Effect.Start::campaign).containsExactlyInAnyOrder(campaigns);
        return this;
    }

    /** No campaign starts. */
    public Reaction startsNothing() {
        return starts();
    }

    /** The start follows from this; what follows the last {@code @} of a segment's origin is its moment. */
    public Reaction from(String... origins) {
        assertThat(started()).extracting(Effect.Start::origin).containsExactlyInAnyOrder(origins);
        return this;
    }

    /** The reason of the one start. */
    public Reaction because(String reason) {
        assertThat(started()).extracting(Effect.Start::because).containsExactly(reason);
        return this;
    }

    private List<Effect.Start> started() {
        return rules.effects(client, triggers, entered, left, members).stream()
                .filter(Effect.Start.class::isInstance)
                .map(Effect.Start.class::cast)
                .toList();
    }

    private Trigger trigger(Trigger.Kind kind) {
        var snapshot = client.snapshot();
        return switch (kind) {
            case BOOKED, RESCHEDULED, COMPLETED, CANCELLED, NO_SHOW ->
                new Trigger(
                        client,
                        kind,
                        "booking",
                        client.now(),
                        client.bookingFacts().getLast(),
                        null,
                        null);
            case ACTIVITY ->
                new Trigger(
                        client,
                        kind,
                        "activity",
                        client.now(),
                        null,
                        snapshot.activities().getLast(),
                        null);
            case SURVEY ->
                new Trigger(
                        client,
                        kind,
                        "survey",
                        client.now(),
                        null,
                        null,
                        snapshot.surveys().getLast());
            case REGISTERED, TIME -> new Trigger(client, kind, "event", client.now(), null, null, null);
        };
    }
}
