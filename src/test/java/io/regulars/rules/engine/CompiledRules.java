package io.regulars.rules.engine;

import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tree.Rule;
import java.util.List;
import java.util.stream.IntStream;

/** Rules written in a test, ready to fire. */
final class CompiledRules {
    private CompiledRules() {}

    /** In the order written; what cannot be read fails. */
    static List<CompiledRule> of(String text) {
        var problems = new DiagnosticCollector();
        List<Rule> rules = new DrlReader(problems).read(new RuleFile("test.drl", text));
        if (problems.failed()) {
            throw new IllegalStateException(problems.all().toString());
        }
        return IntStream.range(0, rules.size())
                .mapToObj(i -> CompiledRule.of(rules.get(i), i))
                .toList();
    }
}
