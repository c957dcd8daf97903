package io.regulars.releases.scenarios;

import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.rules.CompileRules;
import io.regulars.rules.RulesTester;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import java.util.List;

/** Runs scenarios by the default rules and campaigns. */
final class DefaultScenarios {
    private DefaultScenarios() {}

    static RunScenarios.Report run(List<RuleFile> scenarios) {
        List<RuleFile> files = RulesTester.defaultFiles();
        var campaigns = ReadCampaigns.read(files).catalogue();
        var compiled = (Compilation.Compiled) CompileRules.compile(files, campaigns.names());
        return RunScenarios.run(scenarios, compiled.rules(), campaigns);
    }
}
