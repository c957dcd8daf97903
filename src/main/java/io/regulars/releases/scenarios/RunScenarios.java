package io.regulars.releases.scenarios;

import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.rules.model.Coverage;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.EndlessRules;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;

/** Runs the scenarios of a release by its rules and campaigns, without a database. */
public final class RunScenarios {
    private RunScenarios() {}

    /**
     * What came of it.
     *
     * @param scenarios how many could be read and were run
     * @param red how many of them did not come out as expected
     * @param problems files that cannot be read, and expectations that are not met; all are errors
     * @param warnings scenarios that nothing can fail
     * @param coverage which rules and alternatives were true in any of them
     */
    public record Report(
            int scenarios, int red, List<Diagnostic> problems, List<Diagnostic> warnings, Coverage coverage) {
        public Report {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /** Runs the files under {@code scenarios/} among the files of a release. */
    public static Report run(List<RuleFile> files, RuleSet rules, CampaignCatalogue campaigns) {
        ReadScenarios.Read read = ReadScenarios.read(files);
        var problems = new ArrayList<>(read.problems());
        int red = 0;
        Coverage.Watched watched = rules.watched();
        var faults = new InternalFaults();
        for (Scenario scenario : read.scenarios()) {
            List<Diagnostic> found = run(scenario, watched.rules(), campaigns, faults);
            problems.addAll(found);
            red += found.isEmpty() ? 0 : 1;
        }
        List<Diagnostic> warnings = read.scenarios().stream()
                .filter(scenario -> scenario.timeline().stream()
                        .map(Scenario.Line::expected)
                        .allMatch(expected -> expected == null || expected.ofNothing()))
                .map(RunScenarios::expectsNothing)
                .toList();
        return new Report(read.scenarios().size(), red, problems, warnings, watched.coverage());
    }

    private static Diagnostic expectsNothing(Scenario scenario) {
        return scenario.document()
                .warning(
                        scenario.pointer() + "/name",
                        "expects-nothing",
                        "The scenario '" + scenario.name() + "' expects nothing, so nothing can fail it.",
                        "Say what must be so at a moment: expect: {in: [regular]}.");
    }

    /** Whether a file of a release holds scenarios, by its name. */
    public static boolean hasScenarios(RuleFile file) {
        return ReadScenarios.hasScenarios(file);
    }

    /** What is wrong with the files themselves, where there are no rules to run them by. */
    public static List<Diagnostic> unreadable(List<RuleFile> files) {
        return ReadScenarios.read(files).problems();
    }

    private static List<Diagnostic> run(
            Scenario scenario, RuleSet rules, CampaignCatalogue campaigns, InternalFaults faults) {
        try {
            return run(scenario, rules, campaigns);
        } catch (EndlessRules endless) {
            return List.of(scenario.document()
                    .error(
                            scenario.pointer() + "/name",
                            "endless-rules",
                            "In the scenario '" + scenario.name() + "' " + endless.getMessage(),
                            "Let the rules not make each other fire again."));
        } catch (RuntimeException | StackOverflowError e) {
            String doing = "ran the scenario '" + scenario.name() + "'";
            return List.of(scenario.document()
                    .error(scenario.pointer() + "/name", InternalFaults.CODE, faults.sentence(doing, e), ""));
        }
    }

    private static List<Diagnostic> run(Scenario scenario, RuleSet rules, CampaignCatalogue campaigns) {
        return compared(scenario, rules, campaigns).problems();
    }

    /** What comes out beside what is expected. */
    static Compare compared(Scenario scenario, RuleSet rules, CampaignCatalogue campaigns) {
        var simulation =
                new Simulation(rules, campaigns, scenario.business(), scenario.client(), scenario.othersMinor());
        var compare = new Compare(scenario, simulation, rules, campaigns);
        for (Scenario.Line line : scenario.timeline()) {
            live(simulation, line);
            if (line.expected() != null) {
                compare.with(line.expected(), line.at());
            }
        }
        return compare;
    }

    /** Tells what a line tells, or lets time pass until then. */
    static void live(Simulation simulation, Scenario.Line line) {
        if (line.news().isEmpty()) {
            simulation.pass(line.at());
            return;
        }
        simulation.tell(
                told -> line.news().forEach(news -> news.into().into(told)),
                line.news().stream()
                        .flatMap(news -> news.triggerEvents().stream())
                        .toList(),
                line.at());
    }
}
