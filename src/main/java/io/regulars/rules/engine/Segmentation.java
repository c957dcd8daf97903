package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.Finding;
import io.regulars.rules.model.Assignment;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Phase one: the rules that assign segments, and what these rest on, from the client and their history alone. */
public final class Segmentation {
    private final SessionRunner base;

    public Segmentation(List<CompiledRule> rules) {
        this(new SessionRunner(new Lowering("segments", rules, List.of(Consequence.SEGMENTS))));
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
        run(assigned, List.of(client));
        return assigned.all();
    }

    /** What the rules conclude of one client. */
    public Set<Finding> findings(Client client) {
        return run((by, segment) -> {}, List.of(client));
    }

    /** What the rules say of many, by batches. */
    public List<List<Assignment>> of(List<Client> clients) {
        var result = new ArrayList<List<Assignment>>(clients.size());
        Batches.each(clients, batch -> result.addAll(batch(batch)));
        return result;
    }

    private List<List<Assignment>> batch(List<Client> clients) {
        Map<Client, AssignmentCollector> assigned = new IdentityHashMap<>();
        clients.forEach(client -> assigned.put(client, new AssignmentCollector(base.watcher())));
        run(
                (by, segment) -> {
                    AssignmentCollector of = assigned.get(by.client());
                    if (of != null) {
                        of.assign(by, segment);
                    }
                },
                clients);
        var result = new ArrayList<List<Assignment>>(clients.size());
        for (Client client : clients) {
            AssignmentCollector of = assigned.get(client);
            result.add(of == null ? List.of() : of.all());
        }
        return result;
    }

    private Set<Finding> run(AssignsSegments segments, List<Client> clients) {
        return base.run(clients.size(), session -> {
            session.setGlobal(Consequence.SEGMENTS.getName(), segments);
            clients.forEach(client -> base.insert(session, client));
        });
    }
}
