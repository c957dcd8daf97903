package io.regulars.rules.engine;

import io.regulars.facts.Client;
import io.regulars.facts.Finding;
import io.regulars.rules.Assignment;
import io.regulars.rules.EndlessRules;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Phase one: the rules that assign segments, and what these rest on, from the client and her history alone. */
final class Segmentation {
    private static final int BATCH = 100;

    private final Base base;

    Segmentation(List<CompiledRule> rules) {
        this(new Base(new Lowering("segments", rules).model()));
    }

    private Segmentation(Base base) {
        this.base = base;
    }

    /** The same rules, of which another hears what fires too. */
    Segmentation watchedBy(Firings other) {
        return new Segmentation(base.watchedBy(other));
    }

    /** What the rules say of one client. */
    List<Assignment> of(Client client) {
        var assigned = new Assigned(base.watcher());
        base.run((rule, facts) -> assigned.add(rule, facts), 1, session -> session.insert(client));
        return assigned.all();
    }

    /** What the rules conclude of one client. */
    Set<Finding> findings(Client client) {
        return base.run((rule, facts) -> {}, 1, session -> session.insert(client));
    }

    /** What the rules say of many, by batches; a batch that fires too often is run again one by one. */
    List<List<Assignment>> of(List<Client> clients) {
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
        Map<Client, Assigned> assigned = new IdentityHashMap<>();
        clients.forEach(client -> assigned.put(client, new Assigned(base.watcher())));
        base.run(
                (rule, facts) -> {
                    Assigned of = assigned.get((Client) facts[0]);
                    if (of != null) {
                        of.add(rule, facts);
                    }
                },
                clients.size(),
                session -> Base.insertAll(session, clients));
        var result = new ArrayList<List<Assignment>>(clients.size());
        for (Client client : clients) {
            Assigned of = assigned.get(client);
            result.add(of == null ? List.of() : of.all());
        }
        return result;
    }
}
