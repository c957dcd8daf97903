package io.regulars.rules.compile;

import io.regulars.platform.text.NearestName;
import io.regulars.rules.check.Lint;
import io.regulars.rules.check.Strata;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.reading.ReadRules;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From files to a rule set. */
public final class Compile {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST_FILES = 5_000;
    private static final int MOST_RULES = 10_000;

    private Compile() {}

    /** Reads, checks and lowers the DRL among the files; those under {@code library/} are there to copy from. */
    public static Compilation compile(List<RuleFile> files, Optional<Set<String>> campaigns) {
        return new Bounded(LONGEST).run(progress -> compile(files, campaigns, progress));
    }

    private static Compilation compile(List<RuleFile> files, Optional<Set<String>> campaigns, Bounded progress) {
        var problems = new DiagnosticCollector();
        var reading = new ReadRules(problems);
        var faults = new InternalFaults();
        var rules = new ArrayList<Rule>();
        files.stream().filter(ReadRules::hasRules).limit(MOST_FILES + 1L).forEach(file -> {
            progress.reading(file);
            try {
                rules.addAll(reading.read(file));
            } catch (RuntimeException e) {
                problems.add(faults.in(file.path(), Diagnostic.Severity.ERROR, "read the file", e));
            }
        });
        refuseTooMany(files, rules, problems);
        refuseDoubles(rules, problems);
        refuseLoops(rules, problems);
        campaigns.ifPresent(known -> refuseUnknownCampaigns(rules, known, problems));
        if (problems.failed()) {
            return new Compilation.Rejected(problems.all());
        }
        try {
            return new Compilation.Compiled(new DroolsRuleSet(rules), problems.all(), () -> Lint.check(rules));
        } catch (RuntimeException e) {
            return new Compilation.Rejected(List.of(notLowered(rules, faults, e)));
        }
    }

    /** At the first rule that cannot be compiled by itself either. */
    private static Diagnostic notLowered(List<Rule> rules, InternalFaults faults, RuntimeException fault) {
        return rules.stream()
                .filter(Compile::cannotBeLowered)
                .findFirst()
                .map(rule -> faults.at(
                        rule.position(), Diagnostic.Severity.ERROR, "compiled the rule '" + rule.name() + "'", fault))
                .orElseGet(() ->
                        faults.in("(all files)", Diagnostic.Severity.ERROR, "compiled the rules together", fault));
    }

    private static boolean cannotBeLowered(Rule rule) {
        try {
            new DroolsRuleSet(List.of(rule));
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    private static void refuseTooMany(List<RuleFile> files, List<Rule> rules, DiagnosticCollector problems) {
        if (files.size() > MOST_FILES) {
            problems.error(
                    new Position(files.get(MOST_FILES).path(), 1, 1, 1, 1),
                    "too-many-files",
                    "A release has at most " + MOST_FILES + " files; this is one more.",
                    "Put several rules into one file.");
        }
        if (rules.size() > MOST_RULES) {
            problems.error(
                    rules.get(MOST_RULES).position(),
                    "too-many-rules",
                    "A release has at most " + MOST_RULES + " rules, each branch of an 'or' counted; this is one more.",
                    "Write a rule that takes its values from the facts instead of one for each value.");
        }
    }

    /** Of two rules with one name Drools would keep the last, without a word. */
    private static void refuseDoubles(List<Rule> rules, DiagnosticCollector problems) {
        Map<String, Rule> byName = new HashMap<>();
        for (Rule rule : rules) {
            if (rule.branch() > 0) {
                continue;
            }
            Rule other = byName.putIfAbsent(rule.name(), rule);
            if (other != null) {
                problems.error(
                        rule.position(),
                        "duplicate-rule",
                        "There is another rule '" + rule.name() + "', in "
                                + other.position().where() + ".",
                        "Give one another name.");
            }
        }
    }

    private static void refuseLoops(List<Rule> rules, DiagnosticCollector problems) {
        new Strata(rules)
                .loopThroughNot()
                .ifPresent(rule -> problems.error(
                        rule.position(),
                        "finding-loop",
                        "The rule '" + rule.name() + "' asks that there is no finding which follows from its own.",
                        "Let the one that asks 'not Finding( … )' conclude nothing that leads back to it."));
    }

    private static void refuseUnknownCampaigns(List<Rule> rules, Set<String> known, DiagnosticCollector problems) {
        for (Rule rule : rules) {
            for (Action action : rule.then()) {
                if (action instanceof Action.StartCampaign start
                        && start.campaign() instanceof Expression.TextLiteral name
                        && !known.contains(name.value())) {
                    problems.error(
                            name.position(),
                            "unknown-campaign",
                            "There is no campaign '" + name.value() + "'.",
                            NearestName.hint(name.value(), known));
                }
            }
        }
    }
}
