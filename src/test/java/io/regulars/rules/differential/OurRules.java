package io.regulars.rules.differential;

import io.regulars.facts.Client;
import io.regulars.rules.Assignment;
import io.regulars.rules.Compilation;
import io.regulars.rules.Diagnostic;
import io.regulars.rules.Effect;
import io.regulars.rules.RuleFile;
import io.regulars.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The service's way; all clients in one session, and each also alone. */
final class OurRules implements Contender {
    @Override
    public List<String> outcome(long seed, int rules, int clients) {
        RuleSet compiled = compile(RandomRules.ours(seed, rules));
        List<Client> known = KnownClients.clients(seed, clients);
        var outcome = new ArrayList<String>();
        List<List<Assignment>> batch = compiled.segments(known);
        for (int i = 0; i < clients; i++) {
            Client client = known.get(i);
            List<String> alone = lines(client, compiled.segments(client));
            if (!alone.equals(lines(client, batch.get(i)))) {
                throw new IllegalStateException("alone " + alone + ", in a batch " + lines(client, batch.get(i)));
            }
            outcome.addAll(alone);
            Events events = Events.of(client, seed);
            compiled.effects(client, events.triggers(), events.entered(), events.left(), events.members()).stream()
                    .map(effect -> line(client, effect))
                    .distinct()
                    .forEach(outcome::add);
        }
        outcome.sort(null);
        return outcome;
    }

    private static List<String> lines(Client client, List<Assignment> segments) {
        return segments.stream()
                .map(assigned -> client.id() + " is in " + assigned.segment() + " by " + assigned.rule())
                .toList();
    }

    private static String line(Client client, Effect effect) {
        String done = switch (effect) {
            case Effect.Start start -> "starts " + start.campaign();
            case Effect.AddTag add -> "gets " + add.tag();
            case Effect.RemoveTag remove -> "loses " + remove.tag();
        };
        return client.id() + " " + done + " by " + effect.rule();
    }

    private static RuleSet compile(String text) {
        return switch (RuleSet.compile(List.of(new RuleFile("random.drl", text)))) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                throw new IllegalStateException(
                        rejected.diagnostics().stream().map(Diagnostic::print).collect(Collectors.joining("\n"))
                                + "\n"
                                + text);
        };
    }
}
