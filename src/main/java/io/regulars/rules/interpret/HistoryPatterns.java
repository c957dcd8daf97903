package io.regulars.rules.interpret;

import io.regulars.facts.Client;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.model.EndlessRules;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.References;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The patterns of a rule that match the client's own bookings and surveys, for who asks a rule without a session: the client
 * carries these, and they are gone through one by one, in their order.
 */
public final class HistoryPatterns {
    /** More comparisons for one client would keep all others waiting. */
    private static final int MOST_TESTS = 1_000_000;

    /** Beside the client. */
    static final int MOST_JOINED = 2;

    private final String rule;
    private final List<Step> steps;
    private final ConditionFunctions.Test late;
    private final boolean isAnyLate;

    private record Step(int index, boolean bookings, ConditionFunctions.Test test) {}

    private HistoryPatterns(String rule, List<Step> steps, List<Condition> late) {
        this.rule = rule;
        this.steps = steps;
        this.late = new ConditionFunctions(-1).all(late);
        this.isAnyLate = !late.isEmpty();
    }

    /** The patterns of a rule. */
    public static HistoryPatterns of(Rule rule) {
        var steps = new ArrayList<Step>();
        var late = new ArrayList<Condition>();
        matches(rule).map(Element.Match::pattern).forEach(pattern -> {
            if (pattern.ofOwnHistory()) {
                ConditionFunctions.Test test = new ConditionFunctions(pattern.index()).all(pattern.conditions());
                steps.add(new Step(pattern.index(), pattern.type() == Vocabulary.BOOKING, test));
            } else {
                pattern.conditions().stream()
                        .filter(condition -> isLate(rule, condition))
                        .forEach(late::add);
            }
        });
        return new HistoryPatterns(rule.name(), List.copyOf(steps), late);
    }

    /** The patterns of a rule that match the client's own bookings and surveys. */
    public static Stream<Element.Match> matches(Rule rule) {
        return rule.when().stream().filter(Element.Match.class::isInstance).map(Element.Match.class::cast);
    }

    /** How long an array of the facts of a firing is. */
    public static int facts(Rule rule) {
        return matches(rule).mapToInt(match -> match.pattern().index()).max().orElse(0) + 1;
    }

    /**
     * Whether a condition on another fact waits until all are matched: it speaks of a booking or survey, or of more facts than
     * Drools joins at once.
     */
    public static boolean isLate(Rule rule, Condition condition) {
        return speaksOfOwn(rule, condition) || joins(condition) > MOST_JOINED;
    }

    /** How many facts beside the client a condition speaks of. */
    private static long joins(Condition condition) {
        return References.patterns(condition).stream()
                .filter(index -> index != 0)
                .count();
    }

    private static boolean speaksOfOwn(Rule rule, Condition condition) {
        List<Pattern> own = matches(rule)
                .map(Element.Match::pattern)
                .filter(Pattern::ofOwnHistory)
                .toList();
        if (own.isEmpty()) {
            return false;
        }
        var read = References.patterns(condition);
        return own.stream().anyMatch(pattern -> read.contains(pattern.index()));
    }

    /**
     * Each way in which the client's history matches; {@code facts} is filled in place.
     *
     * @throws EndlessRules if there are far too many
     */
    public void each(Object[] facts, Consumer<Object[]> found) {
        if (steps.isEmpty() && !isAnyLate) {
            found.accept(facts);
        } else {
            each(0, facts, found, new int[1]);
        }
    }

    private void each(int step, Object[] facts, Consumer<Object[]> found, int[] tests) {
        if (step == steps.size()) {
            if (late.of(null, facts).holds()) {
                found.accept(facts.clone());
            }
            return;
        }
        Step current = steps.get(step);
        Client client = (Client) facts[0];
        List<?> history = current.bookings() ? client.bookingFacts() : client.surveyFacts();
        tests[0] += history.size();
        if (tests[0] > MOST_TESTS) {
            throw new EndlessRules(List.of(rule), "joins more than " + MOST_TESTS + " bookings or surveys of a client");
        }
        for (int i = 0; i < history.size(); i++) {
            Object fact = history.get(i);
            if (current.test().of(fact, facts).holds()) {
                facts[current.index()] = fact;
                each(step + 1, facts, found, tests);
            }
        }
    }
}
