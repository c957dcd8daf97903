package io.regulars.rules.diff;

import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.reading.ReadRules;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of the two sets of files that are compared. */
record Side(Map<String, WholeRule> rules, List<Diagnostic> problems) {
    static Side of(List<RuleFile> files) {
        var problems = new DiagnosticCollector();
        var reading = new ReadRules(problems);
        Map<String, List<Rule>> branches = new LinkedHashMap<>();
        var faults = new InternalFaults();
        files.stream().filter(ReadRules::hasRules).forEach(file -> {
            try {
                reading.read(file)
                        .forEach(rule -> branches.computeIfAbsent(rule.name(), name -> new ArrayList<>())
                                .add(rule));
            } catch (RuntimeException e) {
                problems.add(faults.in(file.path(), Diagnostic.Severity.ERROR, "read the file", e));
            }
        });
        Map<String, WholeRule> rules = new LinkedHashMap<>();
        branches.forEach((name, of) -> {
            var rule = new WholeRule(of);
            try {
                rule.meaning();
                rule.drl();
                rules.put(name, rule);
            } catch (RuntimeException | StackOverflowError e) {
                problems.add(faults.at(
                        rule.first().position(), Diagnostic.Severity.ERROR, "printed the rule '" + name + "'", e));
            }
        });
        return new Side(rules, problems.errors());
    }
}
