package io.regulars.releases;

import io.regulars.evaluation.ActiveRelease;
import io.regulars.evaluation.RunningRelease;
import io.regulars.platform.Database;
import io.regulars.rules.Diagnostic;
import io.regulars.rules.RuleFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes a set of files the release that runs, or says why it can't; what ran before runs on until then. */
@ApplicationScoped
class ActivateRelease {
    private static final Logger LOG = Logger.getLogger(ActivateRelease.class);

    private final Database database;
    private final ActiveRelease active;
    private final InstantSource clock;

    ActivateRelease(Database database, ActiveRelease active, InstantSource clock) {
        this.database = database;
        this.active = active;
        this.clock = clock;
    }

    /** Checks, compiles, stores and swaps; evaluations in flight finish on the release they began with. */
    synchronized Activation activate(List<RuleFile> files, String author) {
        String hash = ContentHash.of(files);
        Optional<RunningRelease> running = active.current();
        if (running.isPresent() && running.get().hash().equals(hash)) {
            return new Activation.Unchanged(running.get());
        }
        return switch (CheckRelease.check(files)) {
            case CheckRelease.Refused(List<Diagnostic> problems) -> new Activation.Rejected(problems);
            case CheckRelease.Checked checked -> {
                Releases.Release release = database.transaction(transaction -> {
                    Optional<Releases.Release> stored = Releases.active(transaction, true);
                    // another replica, or this one before its restart, may have made it active already
                    return stored.isPresent() && stored.get().hash().equals(hash)
                            ? stored.get()
                            : Releases.activate(transaction, hash, author, files, clock.instant());
                });
                var next = new RunningRelease(
                        release.id(), hash, checked.rules(), checked.campaigns(), checked.segments());
                active.swap(next);
                LOG.infof(
                        "Release %s by %s is active: %d rules, %d campaigns.",
                        next.label(),
                        release.author(),
                        checked.rules().size(),
                        checked.campaigns().names().size());
                yield new Activation.Activated(next, checked.warnings());
            }
        };
    }

    /** Runs the release that the database says is active, where the folder's cannot run. */
    synchronized boolean restore() {
        var stored = database.transaction(transaction -> {
            Optional<Releases.Release> release = Releases.active(transaction, false);
            return release.isEmpty()
                    ? List.<RuleFile>of()
                    : Releases.files(transaction, release.get().id());
        });
        return !stored.isEmpty() && activate(stored, "restart") instanceof Activation.Activated;
    }
}
