package io.regulars.rules.differential;

import io.regulars.facts.Client;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.Given;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The service's way; all clients in one session, and each also alone. */
final class OurRules implements Contender {
    @Override
    public List<String> result(long seed, int rules, int clients) {
        RuleSet compiled = compile(RandomRules.ours(seed, rules));
        List<Client> known = KnownClients.clients(seed, clients);
        var result = new ArrayList<String>();
        List<List<Assignment>> segments = compiled.segments(known);
        List<List<Effect>> effects = compiled.effects(
                known.stream().map(client -> given(client, seed)).toList());
        for (int i = 0; i < clients; i++) {
            Client client = known.get(i);
            List<String> alone = lines(client, compiled.segments(client));
            same(alone, lines(client, segments.get(i)));
            result.addAll(alone);
            List<Effect> effectsAlone =
                    compiled.effects(List.of(given(client, seed))).getFirst();
            same(effectsAlone, effects.get(i));
            effectsAlone.stream().map(effect -> line(client, effect)).distinct().forEach(result::add);
        }
        result.sort(null);
        return result;
    }

    private static Given given(Client client, long seed) {
        Events events = Events.of(client, seed);
        return new Given(client, events.triggers(), events.entered(), events.left(), events.members());
    }

    private static void same(List<?> alone, List<?> inBatch) {
        if (!alone.equals(inBatch)) {
            throw new IllegalStateException("alone " + alone + ", in a batch " + inBatch);
        }
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
        return switch (CompileRules.compile(List.of(new RuleFile("random.drl", text)))) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                throw new IllegalStateException(
                        rejected.diagnostics().stream().map(Diagnostic::print).collect(Collectors.joining("\n"))
                                + "\n"
                                + text);
        };
    }
}
