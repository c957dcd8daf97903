package io.regulars.bench.compilers;

import io.regulars.facts.Client;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import java.util.ArrayList;
import java.util.List;

/** This service's own way. */
final class Regulars implements Contender {
    private final List<Client> clients = GeneratedClients.clients(1_000);
    private RuleSet rules = compile("");

    @Override
    public String text(int number) {
        return GeneratedRules.ours(number);
    }

    @Override
    public void build(String text) {
        rules = compile(text);
    }

    @Override
    public int evaluate(int number, int batch) {
        int assigned = 0;
        for (List<Assignment> segments : segments(number, batch)) {
            assigned += segments.size();
        }
        return assigned;
    }

    @Override
    public List<String> result(int number, int batch) {
        var result = new ArrayList<String>();
        List<List<Assignment>> segments = segments(number, batch);
        for (int i = 0; i < number; i++) {
            String client = clients.get(i).id();
            segments.get(i).forEach(assignment -> result.add(client + " is in " + assignment.segment()));
        }
        result.sort(null);
        return result;
    }

    private List<List<Assignment>> segments(int number, int batch) {
        List<Client> some = clients.subList(0, number);
        return batch == 1 ? some.stream().map(rules::segments).toList() : rules.segments(some);
    }

    private static RuleSet compile(String text) {
        return switch (CompileRules.compile(List.of(new RuleFile("generated.drl", text)))) {
            case Compilation.Compiled compiled -> compiled.rules();
            case Compilation.Rejected rejected ->
                throw new IllegalStateException(rejected.diagnostics().toString());
        };
    }
}
