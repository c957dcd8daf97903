package io.regulars.bench.compilers;

import io.regulars.bench.plain.Client;
import io.regulars.bench.plain.Segments;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieSession;

/** Drools as its users run it, over plain facts. */
final class PlainDrools implements Contender {
    private final Function<KieBuilder, KieBuilder> compiler;
    private final List<Client> clients =
            GeneratedClients.clients(1_000).stream().map(Client::new).toList();
    private @Nullable KieBase base;
    private int builds;

    PlainDrools(Function<KieBuilder, KieBuilder> compiler) {
        this.compiler = compiler;
    }

    @Override
    public String text(int number) {
        return GeneratedRules.plain(number);
    }

    @Override
    public void build(String text) {
        KieServices services = KieServices.Factory.get();
        KieFileSystem files = services.newKieFileSystem();
        var release = services.newReleaseId("io.regulars", "bench", "1." + builds++);
        files.generateAndWritePomXML(release);
        files.write("src/main/resources/generated.drl", text);
        KieBuilder builder = compiler.apply(services.newKieBuilder(files));
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(builder.getResults().getMessages().toString());
        }
        base = services.newKieContainer(release).getKieBase();
        services.getRepository().removeKieModule(release);
    }

    @Override
    public int evaluate(int number, int batch) {
        int assigned = 0;
        for (int from = 0; from < number; from += batch) {
            assigned += fire(clients.subList(from, Math.min(number, from + batch)))
                    .assigned()
                    .size();
        }
        return assigned;
    }

    @Override
    public List<String> outcome(int number, int batch) {
        return clients.subList(0, number).stream()
                .flatMap(client -> fire(List.of(client)).assigned().stream())
                .sorted()
                .toList();
    }

    private Segments fire(List<Client> some) {
        if (base == null) {
            throw new IllegalStateException("build first");
        }
        var segments = new Segments();
        KieSession session = base.newKieSession();
        try {
            session.setGlobal("segments", segments);
            for (Client client : some) {
                session.insert(client);
                client.bookings().forEach(session::insert);
            }
            session.fireAllRules();
            return segments;
        } finally {
            session.dispose();
        }
    }
}
