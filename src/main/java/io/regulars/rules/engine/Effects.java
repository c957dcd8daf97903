package io.regulars.rules.engine;

import io.regulars.facts.Entered;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Trigger;
import io.regulars.rules.model.Effect;
import io.regulars.rules.tree.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the rules that fire for one client ask for, in the order in which the rules first fired; what one rule asks for, in the
 * order of the facts that it matched.
 */
final class Effects implements StartsCampaigns, ChangesTags {
    private final List<Called> called = new ArrayList<>();
    private final Map<CompiledRule, Integer> places = new HashMap<>();
    private final ActivationGroupWinners winners;
    private final FiringListener watcher;

    private enum Call {
        START,
        ADD,
        REMOVE
    }

    private record Called(Fired by, Call call, String name) {}

    /** Of which somebody hears what counts. */
    Effects(FiringListener watcher) {
        this.winners = new ActivationGroupWinners(watcher);
        this.watcher = watcher;
    }

    @Override
    public void start(Fired by, @Nullable String campaign) {
        take(by, Call.START, campaign);
    }

    @Override
    public void add(Fired by, @Nullable String tag) {
        take(by, Call.ADD, tag);
    }

    @Override
    public void remove(Fired by, @Nullable String tag) {
        take(by, Call.REMOVE, tag);
    }

    private void take(Fired by, Call call, @Nullable String name) {
        if (!winners.holdsBack(by)) {
            watcher.fired(by);
            note(by, call, name);
        }
    }

    private void note(Fired by, Call call, @Nullable String name) {
        if (name != null) {
            places.putIfAbsent(by.rule(), places.size());
            called.add(new Called(by, call, name));
        }
    }

    private void won(Fired by) {
        List<Action> actions = by.rule().rule().then();
        for (int i = 0; i < actions.size(); i++) {
            Call call = switch (actions.get(i)) {
                case Action.StartCampaign start -> Call.START;
                case Action.AddTag add -> Call.ADD;
                case Action.RemoveTag remove -> Call.REMOVE;
                case Action.AssignSegment assign ->
                    throw new IllegalStateException(
                            "phase one's rule in phase two: " + by.rule().rule().name());
                case Action.Conclude conclude ->
                    throw new IllegalStateException(
                            "a finding is of no effect: " + by.rule().rule().name());
            };
            note(by, call, by.name(i));
        }
    }

    /** All of them; a join fires once per combination of facts, and a client wants each effect once. */
    List<Effect> all() {
        winners.each(this::won);
        called.sort(Comparator.<Called>comparingInt(one -> places.getOrDefault(one.by.rule(), 0))
                .thenComparing(Called::by, Fired.BY_FACTS));
        Map<Object, Effect> effects = new LinkedHashMap<>();
        called.forEach(one -> effects.computeIfAbsent(key(one), ignored -> effect(one)));
        return List.copyOf(effects.values());
    }

    private static Object key(Called one) {
        return one.call == Call.START
                ? List.of(one.call, one.name, Origin.of(one.by.facts()).key())
                : List.of(one.call, one.name);
    }

    private static Effect effect(Called one) {
        Fired by = one.by;
        String rule = by.rule().rule().name();
        return switch (one.call) {
            case START -> {
                Origin origin = Origin.of(by.facts());
                yield new Effect.Start(
                        one.name,
                        origin.key(),
                        origin.since(),
                        rule,
                        by.rule().reasons().because(by.facts()));
            }
            case ADD -> new Effect.AddTag(one.name, rule);
            case REMOVE -> new Effect.RemoveTag(one.name, rule);
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
