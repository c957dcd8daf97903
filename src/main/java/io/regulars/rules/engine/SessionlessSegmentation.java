package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.history.Snapshot;
import io.regulars.rules.interpret.ConditionFunctions;
import io.regulars.rules.interpret.HistoryPatterns;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Pattern;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Phase one rule by rule, without a session: the functions that Drools calls, called by a loop. What a session costs for each
 * client pays only where indexes spare most of a rule set's tests; where everybody is asked about a few rules it does not. It reads
 * a rule on a way of its own, {@link HistoryPatterns}, so each of both ways shows where the other is wrong.
 */
public final class SessionlessSegmentation {
    /** To insert so many bookings or surveys into a session costs more than its indexes spare. */
    private static final int LONG_HISTORY = 200;

    private final List<Asked> rules;
    /** Whether a session would be given bookings or surveys. */
    private final boolean matchesHistory;

    private final boolean isLinear;

    private record Asked(CompiledRule rule, int facts, ConditionFunctions.Test client) {}

    /** For rules that {@link #isPossible} lets through. */
    public SessionlessSegmentation(List<CompiledRule> rules) {
        this.rules = rules.stream().map(SessionlessSegmentation::asked).toList();
        this.matchesHistory = rules.stream().anyMatch(SessionlessSegmentation::matchesHistory);
        this.isLinear = LinearRules.are(rules);
    }

    private static boolean matchesHistory(CompiledRule rule) {
        return !new Arrangement(rule).history().isEmpty();
    }

    /** Whether a client's history is so long that a session would take longer. */
    public boolean isSoonerFor(Client client) {
        Snapshot history = client.snapshot();
        return matchesHistory
                && isLinear
                && history.bookings().size() + history.surveys().size() > LONG_HISTORY;
    }

    /** Whether no rule needs what another concludes: then each can be asked by itself. */
    public static boolean isPossible(List<CompiledRule> rules) {
        return rules.stream()
                .allMatch(rule -> rule.rule().assigns()
                        && rule.rule().when().stream().allMatch(SessionlessSegmentation::isOfTheClient));
    }

    private static boolean isOfTheClient(Element element) {
        return element instanceof Element.Match match
                && (match.pattern().index() == 0 || match.pattern().ofOwnHistory());
    }

    private static Asked asked(CompiledRule rule) {
        Pattern client = rule.matched().getFirst().pattern();
        List<Condition> now = client.conditions().stream()
                .filter(condition -> !HistoryPatterns.isLate(rule.rule(), condition))
                .sorted(Comparator.comparingInt(Constraints::cost))
                .toList();
        return new Asked(rule, HistoryPatterns.facts(rule.rule()), new ConditionFunctions(0).all(now));
    }

    /** What the rules say of one client. */
    public List<Assignment> of(Client client) {
        return of(client, rules);
    }

    /** Which of some segments the rules say of each of these clients; others may be among them. */
    public List<Set<String>> held(List<Client> clients, Set<String> segments) {
        List<Asked> deciding = deciding(segments);
        return clients.stream()
                .map(client -> Assignment.segments(of(client, deciding)))
                .toList();
    }

    /** The rules that may give one of these names, and those that may go before them in a group. */
    private List<Asked> deciding(Set<String> segments) {
        Predicate<CompiledRule> gives = rule -> segments.stream().anyMatch(rule::mayGive);
        Set<String> groups = rules.stream()
                .map(Asked::rule)
                .filter(rule -> rule.rule().activationGroup() != null && gives.test(rule))
                .map(rule -> Objects.requireNonNull(rule.rule().activationGroup()))
                .collect(Collectors.toSet());
        return rules.stream()
                .filter(asked -> groups.contains(
                                Objects.requireNonNullElse(asked.rule.rule().activationGroup(), ""))
                        || gives.test(asked.rule))
                .toList();
    }

    private static List<Assignment> of(Client client, List<Asked> rules) {
        AssignmentCollector assigned = null;
        for (Asked asked : rules) {
            if (asked.client.of(client, ConditionFunctions.ALONE).holds()) {
                assigned = assigned == null ? new AssignmentCollector(SessionRunner.NOBODY) : assigned;
                Object[] facts = new Object[asked.facts];
                facts[0] = client;
                asked.rule.own().each(facts, to(assigned, asked.rule));
            }
        }
        return assigned == null ? List.of() : assigned.all();
    }

    private static Consumer<Object[]> to(AssignmentCollector assigned, CompiledRule rule) {
        return facts -> {
            var fired = new Fired(rule, facts);
            for (int i = 0; i < rule.names().size(); i++) {
                assigned.assign(fired, fired.name(i));
            }
        };
    }
}
