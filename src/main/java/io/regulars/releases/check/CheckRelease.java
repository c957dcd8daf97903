package io.regulars.releases.check;

import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.file.ReadCampaigns;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.releases.lint.LintRelease;
import io.regulars.releases.scenarios.RunScenarios;
import io.regulars.rules.CompileRules;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.Coverage;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.InternalFaults;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.segments.ReadSegmentInfos;
import io.regulars.segments.SegmentInfo;
import io.regulars.templates.ReadTemplates;
import io.regulars.templates.TemplateCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads all files of a release, runs its scenarios and a smoke evaluation, and says whether it can run. */
public final class CheckRelease {
    private CheckRelease() {}

    /** What the check found. */
    public sealed interface Result {}

    /**
     * It can run.
     *
     * @param coverage which rules its scenarios touch; nothing where they were not run
     */
    public record Checked(
            RuleSet rules,
            CampaignCatalogue campaigns,
            TemplateCatalogue templates,
            Map<String, SegmentInfo> segments,
            List<Diagnostic> warnings,
            Coverage coverage)
            implements Result {
        private Checked with(List<Diagnostic> allWarnings, Coverage touched) {
            return new Checked(rules, campaigns, templates, segments, allWarnings, touched);
        }
    }

    /**
     * It can't.
     *
     * @param problems errors
     * @param beside what else is known of it, where its files can be read and its rules end; else null
     */
    public record Refused(
            List<Diagnostic> problems, @Nullable Checked beside) implements Result {
        private Refused(List<Diagnostic> problems) {
            this(problems, null);
        }
    }

    /** The whole check of a release before it may run: all problems of all files at once. */
    public static Result check(List<RuleFile> files) {
        return check(files, CheckPolicy.lenient());
    }

    /** The same, by what an admin decided. */
    public static Result check(List<RuleFile> files, CheckPolicy policy) {
        return guarded(() -> whole(files, policy));
    }

    /** What the service itself fails at is told as what is wrong with a file, so that nobody waits for an answer. */
    private static Result guarded(Supplier<Result> check) {
        try {
            return check.get();
        } catch (RuntimeException | StackOverflowError e) {
            return new Refused(List.of(
                    new InternalFaults().in("(all files)", Diagnostic.Severity.ERROR, "checked the release", e)));
        }
    }

    private static Result whole(List<RuleFile> files, CheckPolicy policy) {
        return switch (compile(files, CheckRelease::linted)) {
            case Refused refused -> new Refused(joined(refused.problems, RunScenarios.unreadable(files)));
            case Checked checked -> {
                var messages = joined(
                        CheckMessages.check(files, ReadTemplates.read(files), checked.rules),
                        CheckCampaigns.check(files, checked.rules, checked.campaigns, policy.today()));
                var linted = joined(
                        joined(
                                checked.warnings,
                                LintRelease.check(files, checked.rules, checked.campaigns, policy.today())),
                        of(messages, Diagnostic.Severity.WARNING));
                var scenarios = RunScenarios.run(files, checked.rules, checked.campaigns);
                var warnings = joined(linted, scenarios.warnings());
                var problems = joined(
                        of(messages, Diagnostic.Severity.ERROR), joined(scenarios.problems(), policy.errors(warnings)));
                var found = checked.with(policy.warnings(warnings), scenarios.coverage());
                yield SmokeEvaluation.problem(checked.rules)
                        .<Result>map(problem -> new Refused(joined(problems, List.of(problem))))
                        .orElseGet(() -> problems.isEmpty() ? found : new Refused(problems, found));
            }
        };
    }

    /** What the whole check finds: errors, which keep a release from running, and warnings. */
    public static List<Diagnostic> problems(List<RuleFile> files, CheckPolicy policy) {
        return switch (check(files, policy)) {
            case Refused(var errors, var beside) -> beside == null ? errors : joined(errors, beside.warnings);
            case Checked checked -> checked.warnings;
        };
    }

    /** What can be said of files while somebody writes them: all but what scenarios expect and how rules run. */
    public static List<Diagnostic> read(List<RuleFile> files) {
        return switch (guarded(() -> compile(files, CheckRelease::linted))) {
            case Refused refused -> joined(refused.problems, RunScenarios.unreadable(files));
            case Checked checked ->
                joined(
                        joined(checked.warnings, CheckMessages.check(files, ReadTemplates.read(files), checked.rules)),
                        RunScenarios.unreadable(files));
        };
    }

    /** Only what is needed to run files that were checked before, or elsewhere; the first client it is asked of waits no longer. */
    public static Result compile(List<RuleFile> files) {
        Result result = guarded(() -> compile(files, Compilation.Compiled::warnings));
        if (result instanceof Checked checked) {
            SmokeEvaluation.warm(checked.rules);
        }
        return result;
    }

    /**
     * What a release is ready to be asked by, if its files can be read and its rules run, whatever else the check finds.
     *
     * @throws ProblemException CONFLICT if they cannot
     */
    public static Checked runnable(String release, List<RuleFile> files) {
        return switch (compile(files)) {
            case Checked compiled -> compiled;
            case Refused refused ->
                throw new ProblemException(
                        ErrorCode.CONFLICT,
                        release + " cannot run: "
                                + refused.problems.stream()
                                        .map(Diagnostic::print)
                                        .collect(Collectors.joining(" ")));
        };
    }

    private static List<Diagnostic> linted(Compilation.Compiled compiled) {
        return joined(compiled.warnings(), compiled.lint().get());
    }

    private static List<Diagnostic> of(List<Diagnostic> all, Diagnostic.Severity severity) {
        return all.stream().filter(each -> each.severity() == severity).toList();
    }

    private static List<Diagnostic> joined(List<Diagnostic> some, List<Diagnostic> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static Result compile(List<RuleFile> files, Function<Compilation.Compiled, List<Diagnostic>> warnings) {
        var campaigns = ReadCampaigns.read(files);
        var templates = ReadTemplates.read(files);
        var segments = ReadSegmentInfos.read(files);
        Compilation compilation = compile(files, campaigns);
        var problems = new ArrayList<Diagnostic>(campaigns.problems());
        problems.addAll(templates.problems());
        problems.addAll(segments.problems());
        return switch (compilation) {
            case Compilation.Rejected rejected -> {
                problems.addAll(rejected.diagnostics());
                yield new Refused(problems);
            }
            case Compilation.Compiled compiled when !problems.isEmpty() -> new Refused(problems);
            case Compilation.Compiled compiled ->
                new Checked(
                        compiled.rules(),
                        campaigns.catalogue(),
                        templates.catalogue(),
                        segments.segments(),
                        joined(campaigns.warnings(), warnings.apply(compiled)),
                        Coverage.NONE);
        };
    }

    private static Compilation compile(List<RuleFile> files, ReadCampaigns.Read campaigns) {
        // while a campaign cannot be read, that rules start it is not their mistake
        return campaigns.problems().isEmpty()
                ? CompileRules.compile(files, campaigns.catalogue().names())
                : CompileRules.compile(files);
    }
}
