package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.Finding;
import io.regulars.rules.interpret.ExpressionFunctions;
import io.regulars.rules.model.EndlessRules;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.kie.api.runtime.KieSession;

/**
 * Takes what fires in one session: a finding becomes a fact, once, and lasts as long as the session, since nothing that it
 * rests on can change; all else is passed on.
 */
final class FindingCollector implements FiringListener {
    /** More findings of one client are a loop between rules. */
    private static final int MOST_FINDINGS = 1_000;

    /** A rule that concluded as many is in the loop. */
    private static final int MANY_FINDINGS = 100;

    private static final int LONGEST_NAME = 200;

    private final KieSession session;
    private final FiringListener others;
    private final Set<Finding> findings = new HashSet<>();
    private final Map<Client, Map<String, Integer>> counts = new IdentityHashMap<>();

    FindingCollector(KieSession session, FiringListener others) {
        this.session = session;
        this.others = others;
    }

    @Override
    public void fired(CompiledRule rule, Object[] facts) {
        if (!rule.rule().concludes()) {
            others.fired(rule, facts);
            return;
        }
        Client client = (Client) facts[0];
        for (ExpressionFunctions.Value name : rule.names()) {
            if (name.of(null, facts) instanceof String written && findings.add(new Finding(client, written))) {
                count(rule.rule().name(), client, written);
                session.insert(new Finding(client, written));
            }
        }
    }

    /** All that was concluded, of all clients. */
    Set<Finding> findings() {
        return findings;
    }

    private void count(String rule, Client client, String finding) {
        if (finding.length() > LONGEST_NAME) {
            throw new EndlessRules(List.of(rule), "concludes a name of more than " + LONGEST_NAME + " characters");
        }
        Map<String, Integer> ofClient = counts.computeIfAbsent(client, ignored -> new TreeMap<>());
        ofClient.merge(rule, 1, Integer::sum);
        if (ofClient.values().stream().mapToInt(Integer::intValue).sum() > MOST_FINDINGS) {
            List<String> looping = ofClient.entrySet().stream()
                    .filter(entry -> entry.getValue() > MANY_FINDINGS)
                    .map(Map.Entry::getKey)
                    .toList();
            throw new EndlessRules(
                    looping.isEmpty() ? List.copyOf(ofClient.keySet()) : looping,
                    "concluded more than " + MOST_FINDINGS + " findings of one client");
        }
    }
}
