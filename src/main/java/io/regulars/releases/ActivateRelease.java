package io.regulars.releases;

import io.regulars.evaluation.RunningRelease;
import io.regulars.platform.Database;
import io.regulars.platform.Transaction;
import io.regulars.rules.Diagnostic;
import io.regulars.rules.RuleFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes a release the one that answers, or says why it can't; what answered before goes on until then. */
@ApplicationScoped
class ActivateRelease {
    private static final Logger LOG = Logger.getLogger(ActivateRelease.class);

    private final Database database;
    private final StoredReleases stored;
    private final ReevaluateAll reevaluateAll;
    private final InstantSource clock;

    ActivateRelease(Database database, StoredReleases stored, ReevaluateAll reevaluateAll, InstantSource clock) {
        this.database = database;
        this.stored = stored;
        this.reevaluateAll = reevaluateAll;
        this.clock = clock;
    }

    /** Makes files the shared release, as the folder does; the same files again are not another release. */
    Activation activate(List<RuleFile> files, String author) {
        String hash = ContentHash.of(files);
        Optional<Release> active = database.transaction(tx -> Releases.active(tx, Scope.SHARED));
        if (active.isPresent() && active.get().hash().equals(hash)) {
            return unchanged(active.get());
        }
        return switch (CheckRelease.check(files)) {
            case CheckRelease.Refused(List<Diagnostic> problems) -> new Activation.Rejected(problems);
            case CheckRelease.Checked checked -> {
                Release release = database.transaction(tx -> draft(tx, files, hash, author));
                yield activate(release, checked, author);
            }
        };
    }

    /** Another replica that sees the same folder may have made it a release already. */
    private Release draft(Transaction transaction, List<RuleFile> files, String hash, String author)
            throws SQLException {
        Optional<Release> known = Releases.draftOf(transaction, Scope.SHARED, author, hash);
        if (known.isPresent()) {
            return known.get();
        }
        Integer parent =
                Releases.active(transaction, Scope.SHARED).map(Release::id).orElse(null);
        return Releases.add(transaction, new Releases.Draft(Scope.SHARED, author, "", parent), files, now());
    }

    private Activation unchanged(Release active) {
        return new Activation.Unchanged(database.transaction(tx -> stored.running(tx, active.ref())));
    }

    /** Activates a release that was checked: a draft, or one that ran before. */
    Activation activate(Release release, CheckRelease.Checked checked, String by) {
        stored.keep(release.hash(), checked);
        var wanted = new Activations.Switch(release.scope(), release.ref(), by);
        Optional<Integer> begun = database.transaction(tx -> begin(tx, release, wanted));
        if (begun.isEmpty()) {
            return new Activation.Busy("Another activation is under way; try again when it is done.");
        }
        if (!database.transaction(tx -> Activations.make(tx, begun.get(), wanted, now()))) {
            return new Activation.Prevented("The activation was given up; nothing was changed. Try again.");
        }
        RunningRelease next = StoredReleases.running(release.ref(), checked);
        LOG.infof(
                "Release %s (%s) by %s is active: %d rules, %d campaigns.",
                next.label(),
                release.scope().label(),
                release.author(),
                checked.rules().size(),
                checked.campaigns().names().size());
        reevaluateAll.wake();
        return new Activation.Activated(next, checked.warnings());
    }

    /** What was checked is what is activated: an edit meanwhile is not. */
    private static Optional<Integer> begin(Transaction transaction, Release release, Activations.Switch wanted)
            throws SQLException {
        Optional<Release> present = Releases.locked(transaction, release.id());
        return present.filter(now -> now.hash().equals(release.hash())).isEmpty()
                ? Optional.empty()
                : Activations.begin(transaction, wanted);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
