package io.regulars.rules.engine;

import io.regulars.facts.Entered;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Trigger;
import io.regulars.rules.model.Effect;
import io.regulars.rules.tree.Action;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the rules that fire for one client ask for. */
final class Effects {
    private final Map<Object, Effect> effects = new LinkedHashMap<>();
    private final ActivationGroupWinners winners;

    /** Of which somebody hears what wins in a group. */
    Effects(FiringListener watcher) {
        this.winners = new ActivationGroupWinners(watcher);
    }

    void add(CompiledRule rule, Object[] facts) {
        if (!winners.holdsBack(rule, facts)) {
            fired(rule, facts);
        }
    }

    /** All of them, in the order in which they were asked for. */
    List<Effect> all() {
        winners.each(this::fired);
        return List.copyOf(effects.values());
    }

    private void fired(CompiledRule rule, Object[] facts) {
        for (int i = 0; i < rule.names().size(); i++) {
            if (!(rule.names().get(i).of(null, facts) instanceof String name)) {
                continue;
            }
            String by = rule.rule().name();
            Effect effect = switch (rule.rule().then().get(i)) {
                case Action.StartCampaign start -> {
                    Origin origin = Origin.of(facts);
                    yield new Effect.Start(
                            name,
                            origin.key(),
                            origin.since(),
                            by,
                            rule.reasons().because(facts));
                }
                case Action.AddTag add -> new Effect.AddTag(name, by);
                case Action.RemoveTag remove -> new Effect.RemoveTag(name, by);
                case Action.AssignSegment assign ->
                    throw new IllegalStateException("phase one's rule in phase two: " + by);
                case Action.Conclude conclude -> throw new IllegalStateException("a finding is taken before: " + by);
            };
            effects.putIfAbsent(key(effect), effect);
        }
    }

    /** A join fires once per combination of facts; a client wants each effect once. */
    private static Object key(Effect effect) {
        return switch (effect) {
            case Effect.Start start -> List.of(start.campaign(), start.origin());
            case Effect.AddTag add -> List.of("+", add.tag());
            case Effect.RemoveTag remove -> List.of("-", remove.tag());
        };
    }

    /** What a start follows from: the segment entered or left, else the event, else the segment held. */
    private record Origin(String key, Instant since) {
        static Origin of(Object[] facts) {
            return Stream.<Stream<Origin>>of(
                            each(facts, Entered.class, e -> segment(e.segment(), e.since())),
                            each(facts, Left.class, l -> new Origin("left:" + l.segment() + "@" + l.at(), l.at())),
                            each(facts, Trigger.class, t -> new Origin("event:" + t.id(), t.occurredAt())),
                            each(facts, Member.class, m -> segment(m.segment(), m.since())))
                    .flatMap(origins -> origins)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the reader lets no start through without an origin"));
        }

        private static Origin segment(String name, Instant since) {
            return new Origin("segment:" + name + "@" + since, since);
        }

        private static <F> Stream<Origin> each(Object[] facts, Class<F> type, Function<F, Origin> origin) {
            return Stream.of(facts).filter(type::isInstance).map(type::cast).map(origin);
        }
    }
}
