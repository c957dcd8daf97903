package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.Finding;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.EndlessRules;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Phase one: the rules that assign segments, and what these rest on, from the client and their history alone. */
public final class Segmentation {
    private static final int BATCH = 100;

    private final SessionRunner base;

    public Segmentation(List<CompiledRule> rules) {
        this(new SessionRunner(new Lowering("segments", rules).model()));
    }

    private Segmentation(SessionRunner base) {
        this.base = base;
    }

    /** The same rules, of which another hears what fires too. */
    public Segmentation watchedBy(FiringListener other) {
        return new Segmentation(base.watchedBy(other));
    }

    /** What the rules say of one client. */
    public List<Assignment> of(Client client) {
        var assigned = new AssignmentCollector(base.watcher());
        base.run((rule, facts) -> assigned.add(rule, facts), 1, session -> session.insert(client));
        return assigned.all();
    }

    /** What the rules conclude of one client. */
    public Set<Finding> findings(Client client) {
        return base.run((rule, facts) -> {}, 1, session -> session.insert(client));
    }

    /** What the rules say of many, by batches; a batch that fires too often is run again one by one. */
    public List<List<Assignment>> of(List<Client> clients) {
        var result = new ArrayList<List<Assignment>>(clients.size());
        for (int from = 0; from < clients.size(); from += BATCH) {
            List<Client> batch = clients.subList(from, Math.min(clients.size(), from + BATCH));
            try {
                result.addAll(batch(batch));
            } catch (EndlessRules e) {
                batch.forEach(client -> result.add(of(client)));
            }
        }
        return result;
    }

    private List<List<Assignment>> batch(List<Client> clients) {
        Map<Client, AssignmentCollector> assigned = new IdentityHashMap<>();
        clients.forEach(client -> assigned.put(client, new AssignmentCollector(base.watcher())));
        base.run(
                (rule, facts) -> {
                    AssignmentCollector of = assigned.get((Client) facts[0]);
                    if (of != null) {
                        of.add(rule, facts);
                    }
                },
                clients.size(),
                session -> SessionRunner.insertAll(session, clients));
        var result = new ArrayList<List<Assignment>>(clients.size());
        for (Client client : clients) {
            AssignmentCollector of = assigned.get(client);
            result.add(of == null ? List.of() : of.all());
        }
        return result;
    }
}
