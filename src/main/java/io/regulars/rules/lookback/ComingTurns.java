package io.regulars.rules.lookback;

import io.regulars.facts.Client;
import io.regulars.facts.past.Lasting;
import io.regulars.facts.past.Past;
import io.regulars.facts.vocabulary.NextMoment;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.model.LookingAhead;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When time alone may change what rules say of a client with a long history. Each booking names moments of its own; here only those
 * are left at which what is asked of all of them together comes to something else. To find them one goes back from the end of
 * the time that is looked at, to which nothing happens.
 * <pre>
 *   daysAgo &lt; 365 of each booking     · · ·· ·  · ··  ·  ·
 *   exists Booking( daysAgo &lt; 365 )                      ●
 * </pre>
 */
public final class ComingTurns implements LookingAhead {
    private final Past past;
    private final Instant now;
    private final Instant until;
    private final PastConditions conditions;
    private final TreeSet<Instant> turns = new TreeSet<>();
    /** What names its moments by itself. */
    private final TimeBoundaries others;

    /**
     * The turns after one moment and until another, which is included.
     *
     * @param past what is known now, among a population that stays as it is
     */
    public ComingTurns(List<Rule> rules, Past past, Instant now, Instant until) {
        this.past = past;
        this.now = now;
        this.until = until;
        this.conditions = new PastConditions(past);
        var left = new ArrayList<Condition>();
        var names = new ArrayList<Expression>();
        rules.forEach(rule -> {
            rule.then().forEach(action -> names.add(action.name()));
            if (!isOfEachAlone(rule) || !addMatched(rule)) {
                rule.when().forEach(element -> left.addAll(element.pattern().conditions()));
            } else {
                rule.when().stream()
                        .map(Element::pattern)
                        .filter(pattern -> !pattern.ofOwnHistory())
                        .flatMap(pattern -> pattern.conditions().stream())
                        .filter(condition -> !addQuantified(condition))
                        .forEach(left::add);
            }
        });
        this.others = new TimeBoundaries(left, names);
    }

    @Override
    public @Nullable Instant next(Client client) {
        var next = new NextMoment(client);
        others.of(client, List.of(), next);
        Instant turn = turns.higher(client.now());
        if (turn != null) {
            next.accept(turn);
        }
        return next.next();
    }

    /** Whether none of its bookings or surveys is compared with another fact. */
    private static boolean isOfEachAlone(Rule rule) {
        List<Pattern> matched = rule.when().stream()
                .map(Element::pattern)
                .filter(Pattern::ofOwnHistory)
                .toList();
        return matched.stream().allMatch(OwnPatterns::tells)
                && rule.when().stream()
                        .map(Element::pattern)
                        .filter(pattern -> !pattern.ofOwnHistory())
                        .flatMap(pattern -> pattern.conditions().stream())
                        .allMatch(condition -> matched.stream()
                                .noneMatch(pattern ->
                                        References.patterns(condition).contains(pattern.index())));
    }

    /** When the first booking or survey comes to match, or the last no longer does; of each name that is made of them. */
    private boolean addMatched(Rule rule) {
        for (Element element : rule.when()) {
            Pattern pattern = element.pattern();
            if (pattern.ofOwnHistory() && OwnPatterns.changesWithTime(pattern)) {
                List<Expression> made = rule.then().stream()
                        .map(Action::name)
                        .filter(name -> reads(name, pattern))
                        .toList();
                if (made.size() > 1 || !made.stream().allMatch(name -> OwnPatterns.tells(pattern, name))) {
                    return false;
                }
                add(pattern, made);
            }
        }
        return true;
    }

    private static boolean reads(Expression name, Pattern pattern) {
        boolean[] reads = {false};
        References.reads(name, read -> reads[0] |= read.pattern() == pattern.index());
        return reads[0];
    }

    private void add(Pattern pattern, List<Expression> made) {
        ExpressionFunctions.Value name =
                made.isEmpty() ? (fact, others) -> "" : new ExpressionFunctions(pattern.index()).value(made.getFirst());
        Map<String, List<Lasting<Object>>> byName = new HashMap<>();
        for (Lasting<Object> fact : OwnPatterns.matching(past, pattern, made)) {
            String given = Objects.toString(name.of(fact.state(), ConditionFunctions.ALONE));
            byName.computeIfAbsent(given, ignored -> new ArrayList<>()).add(fact);
        }
        byName.values().forEach(facts -> add(new Spells(facts, fact -> true)));
    }

    /** Where a condition goes through bookings or surveys, and what it asks of them can be followed. */
    private boolean addQuantified(Condition condition) {
        boolean[] changes = {false};
        References.ownHistory(condition, pattern -> changes[0] |= OwnPatterns.changesWithTime(pattern));
        if (!changes[0] || !Set.of(0).containsAll(References.patterns(condition))) {
            return false;
        }
        Optional<PastCondition> followed = conditions.followed(condition);
        followed.ifPresent(this::add);
        return followed.isPresent();
    }

    private void add(PastCondition condition) {
        PastCondition.Since since = condition.at(until);
        while (since.from().isAfter(now)) {
            PastCondition.Since before = condition.at(since.from().minusNanos(1));
            if (before.truth() != since.truth()) {
                turns.add(since.from());
            }
            since = before;
        }
    }

    /** Only rules over a client's own history and the client have such turns. */
    public static boolean isAnyUse(List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.when().stream())
                .map(Element::pattern)
                .anyMatch(ComingTurns::goesThroughHistory);
    }

    private static boolean goesThroughHistory(Pattern pattern) {
        boolean[] goes = {pattern.ofOwnHistory() && OwnPatterns.changesWithTime(pattern)};
        if (pattern.type() == Vocabulary.CLIENT) {
            pattern.conditions()
                    .forEach(condition ->
                            References.ownHistory(condition, each -> goes[0] |= OwnPatterns.changesWithTime(each)));
        }
        return goes[0];
    }
}
