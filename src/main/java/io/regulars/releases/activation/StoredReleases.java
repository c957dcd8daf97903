package io.regulars.releases.activation;

import io.quarkus.runtime.StartupEvent;
import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.releases.check.CheckRelease;
import io.regulars.releases.check.CompiledAhead;
import io.regulars.releases.check.CompiledFiles;
import io.regulars.releases.store.Activations;
import io.regulars.releases.store.Releases;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.running.ReleaseCannotRun;
import io.regulars.running.ReleaseRef;
import io.regulars.running.RunnableReleases;
import io.regulars.running.RunningRelease;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The stored releases as they run; what this replica does not have compiled, it compiles when it is asked for. */
@ApplicationScoped
class StoredReleases implements RunnableReleases {
    private final CompiledFiles compiled = new CompiledFiles();

    /** Before anything asks for a release. */
    void expect(@Observes @Priority(5) StartupEvent event) {
        CompiledAhead.atStart().ifPresent(compiled::takeFrom);
    }

    /** Behind what looks at the rules folder: what it holds is the active release by now, or is not wanted. */
    void expectNoMore(@Observes @Priority(3000) StartupEvent event) {
        CompiledAhead.atStart().ifPresent(CompiledAhead::forget);
    }

    @Override
    public RunningRelease running(Transaction transaction, ReleaseRef release) throws SQLException {
        CheckRelease.Checked kept = compiled.find(release.hash());
        if (kept != null) {
            return running(release, kept);
        }
        return switch (compile(release, Releases.files(transaction, release.id()))) {
            case CheckRelease.Checked checked -> running(release, checked);
            case CheckRelease.Refused refused ->
                throw new ReleaseCannotRun(
                        release,
                        refused.problems().stream().map(Diagnostic::print).collect(Collectors.joining(" ")));
        };
    }

    /** Compiles files of that hash, and keeps what came of it, unless they are known. */
    CheckRelease.Result compile(ReleaseRef release, List<RuleFile> files) {
        return compiled.compile(release.hash(), files);
    }

    /** A release as it runs, of what its files were compiled to. */
    static RunningRelease running(ReleaseRef release, CheckRelease.Checked checked) {
        return new RunningRelease(
                release.id(),
                release.hash(),
                checked.rules(),
                checked.campaigns(),
                checked.templates(),
                checked.segments());
    }

    /** Keeps what a check has compiled. */
    void keep(String hash, CheckRelease.Checked checked) {
        compiled.keep(hash, checked);
    }

    @Override
    public RunningRelease byId(Transaction transaction, BusinessId business, int id) throws SQLException {
        ReleaseRef release = Releases.ref(transaction, business, id)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.NOT_FOUND,
                        "There is no release r-" + id + "; GET /api/rules/active names the one that runs."));
        return running(transaction, release);
    }

    @Override
    public RunningRelease activeAt(Transaction transaction, BusinessId business, Instant moment) throws SQLException {
        ReleaseRef release = Activations.activeAt(transaction, business, moment)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.NOT_FOUND, "No release was active at " + moment + "; name one by 'release'."));
        return running(transaction, release);
    }
}
