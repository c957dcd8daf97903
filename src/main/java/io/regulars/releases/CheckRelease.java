package io.regulars.releases;

import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.ReadCampaigns;
import io.regulars.releases.scenarios.RunScenarios;
import io.regulars.rules.Compilation;
import io.regulars.rules.Diagnostic;
import io.regulars.rules.RuleFile;
import io.regulars.rules.RuleSet;
import io.regulars.segments.ReadSegmentInfos;
import io.regulars.segments.SegmentInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads all files of a release, runs its scenarios and a smoke evaluation, and says whether it can run. */
final class CheckRelease {
    private CheckRelease() {}

    /** What the check found. */
    sealed interface Result {}

    /** It can run. */
    record Checked(
            RuleSet rules, CampaignCatalogue campaigns, Map<String, SegmentInfo> segments, List<Diagnostic> warnings)
            implements Result {}

    /** It can't. */
    record Refused(List<Diagnostic> problems) implements Result {}

    /** The whole check of a release before it may run: all problems of all files at once. */
    static Result check(List<RuleFile> files) {
        return switch (compile(files, CheckRelease::linted)) {
            case Refused refused -> refused;
            case Checked checked -> {
                var problems = new ArrayList<>(RunScenarios.run(files, checked.rules, checked.campaigns)
                        .problems());
                SmokeEvaluation.problem(checked.rules).ifPresent(problems::add);
                yield problems.isEmpty() ? checked : new Refused(problems);
            }
        };
    }

    /** Only what is needed to run files that were checked before, or elsewhere. */
    static Result compile(List<RuleFile> files) {
        return compile(files, Compilation.Compiled::warnings);
    }

    private static List<Diagnostic> linted(Compilation.Compiled compiled) {
        return Stream.concat(compiled.warnings().stream(), compiled.lint().get().stream())
                .toList();
    }

    private static Result compile(List<RuleFile> files, Function<Compilation.Compiled, List<Diagnostic>> warnings) {
        var campaigns = ReadCampaigns.read(files);
        var segments = ReadSegmentInfos.read(files);
        Compilation compilation = compile(files, campaigns);
        var problems = new ArrayList<Diagnostic>(campaigns.problems());
        problems.addAll(segments.problems());
        return switch (compilation) {
            case Compilation.Rejected rejected -> {
                problems.addAll(rejected.diagnostics());
                yield new Refused(problems);
            }
            case Compilation.Compiled compiled when !problems.isEmpty() -> new Refused(problems);
            case Compilation.Compiled compiled ->
                new Checked(
                        compiled.rules(), campaigns.catalogue(), segments.segments(), warnings.apply(compiled));
        };
    }

    private static Compilation compile(List<RuleFile> files, ReadCampaigns.Read campaigns) {
        // while a campaign cannot be read, that rules start it is not their mistake
        return campaigns.problems().isEmpty()
                ? RuleSet.compile(files, campaigns.catalogue().names())
                : RuleSet.compile(files);
    }
}
