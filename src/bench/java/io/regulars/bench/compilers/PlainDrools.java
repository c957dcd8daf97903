package io.regulars.bench.compilers;

import io.regulars.drools.Client;
import io.regulars.drools.Compiler;
import io.regulars.drools.Consequences;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** Drools as its users run it, over plain facts. */
class PlainDrools implements Contender {
    private final Compiler compiler;
    private final List<Client> clients =
            GeneratedClients.clients(1_000).stream().map(Client::of).toList();
    private @Nullable KieBase base;
    private int builds;

    PlainDrools(Compiler compiler) {
        this.compiler = compiler;
    }

    @Override
    public String text(int number) {
        return GeneratedRules.plain(number);
    }

    @Override
    public void build(String text) {
        base = compiler.compile(text, builds++);
    }

    @Override
    public int evaluate(int number, int batch) {
        int assigned = 0;
        for (int from = 0; from < number; from += batch) {
            assigned += fire(clients.subList(from, Math.min(number, from + batch)))
                    .lines()
                    .size();
        }
        return assigned;
    }

    @Override
    public List<String> result(int number, int batch) {
        return clients.subList(0, number).stream()
                .flatMap(client -> fire(List.of(client)).lines().stream())
                .sorted()
                .toList();
    }

    private Consequences fire(List<Client> some) {
        if (base == null) {
            throw new IllegalStateException("build first");
        }
        var segments = new Consequences();
        KieSession session = base.newKieSession();
        try {
            session.setGlobal("segments", segments);
            for (Client client : some) {
                session.insert(client);
                client.allBookings().forEach(session::insert);
            }
            session.fireAllRules();
            return segments;
        } finally {
            session.dispose();
        }
    }
}
