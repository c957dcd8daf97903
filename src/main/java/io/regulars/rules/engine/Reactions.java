package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.Entered;
import io.regulars.facts.FactType;
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
import io.regulars.rules.tree.References;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Phase two: the rules that start campaigns and tag, from what was entered, left and held, and what just happened. */
final class Reactions {
    private static final Set<FactType<?>> MEMBERSHIPS = Set.of(Vocabulary.ENTERED, Vocabulary.LEFT, Vocabulary.MEMBER);

    /** For each rule that asks for an effect, what it cannot do without. */
    private final List<List<Wanted>> reactions;

    private final List<CompiledRule> rules;
    private final Base base;

    Reactions(List<CompiledRule> rules) {
        this(
                List.copyOf(rules),
                rules.stream()
                        .filter(rule -> !rule.rule().concludes())
                        .map(Wanted::of)
                        .toList(),
                new Base(new Lowering("reactions", rules).model()));
    }

    private Reactions(List<CompiledRule> rules, List<List<Wanted>> reactions, Base base) {
        this.rules = rules;
        this.reactions = reactions;
        this.base = base;
    }

    /** The same rules, of which another hears what fires too. */
    Reactions watchedBy(Firings other) {
        return new Reactions(rules, reactions, base.watchedBy(other));
    }

    /** What the rules ask for; no session is made where no rule could match. */
    List<Effect> of(
            Client client, List<Trigger> triggers, List<Entered> entered, List<Left> left, List<Member> members) {
        if (reactions.stream().noneMatch(new Given(triggers, entered, left, members)::allow)) {
            return List.of();
        }
        Map<Object, Effect> effects = new LinkedHashMap<>();
        var winners = new Winners(base.watcher());
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

    /** Whether it may matter to a rule when one of these segments was entered or left. */
    boolean lookAtSince(Set<String> segments) {
        return rules.stream()
                .flatMap(rule -> rule.rule().when().stream())
                .map(Element::pattern)
                .filter(pattern -> MEMBERSHIPS.contains(pattern.type()) && maySpeakOf(pattern, segments))
                .flatMap(pattern -> pattern.conditions().stream())
                .anyMatch(Reactions::readsMoreThanTheName);
    }

    private static boolean maySpeakOf(Pattern pattern, Set<String> segments) {
        Set<String> names = Wanted.names(pattern);
        return names.isEmpty() || names.stream().anyMatch(segments::contains);
    }

    private static boolean readsMoreThanTheName(Condition condition) {
        boolean[] more = {false};
        References.reads(
                condition,
                read -> more[0] |= MEMBERSHIPS.contains(read.factType())
                        && !read.property().name().equals("segment"));
        return more[0];
    }

    /** The facts that a reaction joins, beside the client. */
    private record Given(List<Trigger> triggers, List<Entered> entered, List<Left> left, List<Member> members) {
        boolean allow(List<Wanted> reaction) {
            return reaction.stream().allMatch(this::has);
        }

        private boolean has(Wanted wanted) {
            if (wanted.type == Vocabulary.TRIGGER) {
                return !triggers.isEmpty();
            }
            if (wanted.type == Vocabulary.ENTERED) {
                return any(entered, Entered::segment, wanted.names);
            }
            if (wanted.type == Vocabulary.LEFT) {
                return any(left, Left::segment, wanted.names);
            }
            return wanted.type != Vocabulary.MEMBER || any(members, Member::segment, wanted.names);
        }

        private static <F> boolean any(List<F> facts, Function<F, String> segment, Set<String> names) {
            return names.isEmpty()
                    ? !facts.isEmpty()
                    : facts.stream().anyMatch(fact -> names.contains(segment.apply(fact)));
        }
    }

    /**
     * A fact that a rule cannot fire without.
     *
     * @param names of the segments that it may speak of; empty: any
     */
    private record Wanted(FactType<?> type, Set<String> names) {
        static List<Wanted> of(CompiledRule rule) {
            return rule.matched().stream()
                    .map(Element.Match::pattern)
                    .map(pattern -> new Wanted(pattern.type(), names(pattern)))
                    .toList();
        }

        /** What {@code segment == "x"} or {@code segment in ("x", "y")} allows. */
        private static Set<String> names(Pattern pattern) {
            Set<String> names = new HashSet<>();
            for (Condition condition : pattern.conditions()) {
                List<Expression> options = switch (condition) {
                    case Condition.Comparison comparison
                    when comparison.operator() == Condition.Operator.EQUAL && segment(comparison.left()) ->
                        List.of(comparison.right());
                    case Condition.OneOf oneOf when !oneOf.negated() && segment(oneOf.expression()) -> oneOf.options();
                    default -> List.of();
                };
                if (names.isEmpty() && options.stream().allMatch(Expression.TextLiteral.class::isInstance)) {
                    options.forEach(option -> names.add(((Expression.TextLiteral) option).value()));
                }
            }
            return names;
        }
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

        private static <F> Stream<Origin> each(Object[] facts, Class<F> type, Function<F, Origin> origin) {
            return Stream.of(facts).filter(type::isInstance).map(type::cast).map(origin);
        }
    }
}
