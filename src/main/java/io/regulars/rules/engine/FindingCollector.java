package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.Finding;
import io.regulars.rules.model.EndlessRules;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;

/**
 * What the rules conclude in one session: a finding becomes a fact, once, and lasts as long as the session, since nothing that
 * it rests on can change.
 */
final class FindingCollector implements ConcludesFindings {
    /** More findings of one client are a loop between rules. */
    private static final int MOST_FINDINGS = 1_000;

    /** A rule that concluded as many is in the loop. */
    private static final int MANY_FINDINGS = 100;

    private static final int LONGEST_NAME = 200;

    private final KieSession session;
    private final FiringListener watcher;
    private final Set<Finding> findings = new HashSet<>();
    private final Map<Client, Map<String, Integer>> counts = new IdentityHashMap<>();

    /** Of which somebody hears what fires. */
    FindingCollector(KieSession session, FiringListener watcher) {
        this.session = session;
        this.watcher = watcher;
    }

    @Override
    public void conclude(Fired by, @Nullable String finding) {
        if (by.rule().rule().activationGroup() == null) {
            watcher.fired(by);
        }
        Client client = by.client();
        if (finding != null && findings.add(new Finding(client, finding))) {
            count(by.rule().rule().name(), client, finding);
            session.insert(new Finding(client, finding));
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
