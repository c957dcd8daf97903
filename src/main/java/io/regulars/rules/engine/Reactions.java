package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.Left;
import io.regulars.facts.Member;
import io.regulars.facts.Trigger;
import io.regulars.facts.Vocabulary;
import io.regulars.rules.Effect;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Phase two: the rules that start campaigns and tag, from what was entered, left and held, and what just happened. */
final class Reactions {
    private final List<CompiledRule> rules;
    private final Base base;

    Reactions(List<CompiledRule> rules) {
        this.rules = List.copyOf(rules);
        this.base = new Base(new Lowering("reactions", rules).model());
    }

    /** What the rules ask for; no session is made where no rule could match. */
    List<Effect> of(
            Client client, List<Trigger> triggers, List<Entered> entered, List<Left> left, List<Member> members) {
        var given = new Given(
                !triggers.isEmpty(),
                entered.stream().map(Entered::segment).collect(Collectors.toSet()),
                left.stream().map(Left::segment).collect(Collectors.toSet()),
                members.stream().map(Member::segment).collect(Collectors.toSet()));
        if (rules.stream().noneMatch(rule -> !rule.rule().concludes() && possible(rule, given))) {
            return List.of();
        }
        Map<Object, Effect> effects = new LinkedHashMap<>();
        var winners = new Winners();
        Firings firings = (rule, facts) -> {
            if (!winners.holdsBack(rule, facts)) {
                fired(rule, facts, effects);
            }
        };
        base.run(firings, 1, session -> {
            session.insert(client);
            Base.insertAll(session, triggers);
            Base.insertAll(session, entered);
            Base.insertAll(session, left);
            Base.insertAll(session, members);
        });
        winners.each((rule, facts) -> fired(rule, facts, effects));
        return List.copyOf(effects.values());
    }

    private record Given(boolean triggered, Set<String> entered, Set<String> left, Set<String> held) {}

    private static boolean possible(CompiledRule rule, Given given) {
        return rule.matched().stream().map(Element.Match::pattern).allMatch(pattern -> {
            if (pattern.type() == Vocabulary.TRIGGER) {
                return given.triggered();
            }
            if (pattern.type() == Vocabulary.ENTERED) {
                return anyNamed(pattern, given.entered());
            }
            if (pattern.type() == Vocabulary.LEFT) {
                return anyNamed(pattern, given.left());
            }
            return pattern.type() != Vocabulary.MEMBER || anyNamed(pattern, given.held());
        });
    }

    /** Whether one of the segments may match {@code segment == "x"} or {@code segment in ("x", "y")}. */
    private static boolean anyNamed(Pattern pattern, Set<String> segments) {
        if (segments.isEmpty()) {
            return false;
        }
        for (Condition condition : pattern.conditions()) {
            List<Expression> options = switch (condition) {
                case Condition.Comparison comparison
                when comparison.operator() == Condition.Operator.EQUAL && segment(comparison.left()) ->
                    List.of(comparison.right());
                case Condition.OneOf oneOf when !oneOf.negated() && segment(oneOf.expression()) -> oneOf.options();
                default -> List.of();
            };
            boolean written = !options.isEmpty() && options.stream().allMatch(Expression.TextLiteral.class::isInstance);
            if (written
                    && options.stream()
                            .noneMatch(option -> segments.contains(((Expression.TextLiteral) option).value()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean segment(Expression expression) {
        return expression instanceof Expression.Read read
                && read.property().name().equals("segment");
    }

    private static void fired(CompiledRule rule, Object[] facts, Map<Object, Effect> effects) {
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

        private static <F> Stream<Origin> each(
                Object[] facts, Class<F> type, java.util.function.Function<F, Origin> origin) {
            return Stream.of(facts).filter(type::isInstance).map(type::cast).map(origin);
        }
    }
}
