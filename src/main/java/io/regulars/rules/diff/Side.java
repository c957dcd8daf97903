package io.regulars.rules.diff;

import io.regulars.rules.Diagnostic;
import io.regulars.rules.ReadRules;
import io.regulars.rules.RuleFile;
import io.regulars.rules.check.Problems;
import io.regulars.rules.tree.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of the two sets of files that are compared. */
record Side(Map<String, WholeRule> rules, List<Diagnostic> problems) {
    static Side of(List<RuleFile> files) {
        var problems = new Problems();
        var reading = new ReadRules(problems);
        Map<String, List<Rule>> branches = new LinkedHashMap<>();
        files.stream()
                .filter(ReadRules::hasRules)
                .flatMap(file -> reading.read(file).stream())
                .forEach(rule -> branches.computeIfAbsent(rule.name(), name -> new ArrayList<>())
                        .add(rule));
        Map<String, WholeRule> rules = new LinkedHashMap<>();
        branches.forEach((name, rule) -> rules.put(name, new WholeRule(rule)));
        return new Side(rules, problems.errors());
    }
}
