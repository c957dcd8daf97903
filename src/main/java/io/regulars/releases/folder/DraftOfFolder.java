package io.regulars.releases.folder;

import io.regulars.access.AuditLog;
import io.regulars.platform.database.Administration;
import io.regulars.platform.database.Transaction;
import io.regulars.releases.store.ContentHash;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.ReleaseScope;
import io.regulars.releases.store.Releases;
import io.regulars.rules.model.RuleFile;
import io.regulars.running.ReleaseRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Keeps what the rules folder holds as a draft, where the API leads: whoever activates it decides for the folder. */
@ApplicationScoped
class DraftOfFolder {
    private final Administration administration;
    private final AuditLog audit;
    private final InstantSource clock;

    DraftOfFolder(Administration administration, AuditLog audit, InstantSource clock) {
        this.administration = administration;
        this.audit = audit;
        this.clock = clock;
    }

    /** The draft with these files; empty if they are what is active. */
    Optional<Release> keep(List<RuleFile> files) {
        return administration.transaction(tx -> {
            Optional<Release> active = Releases.active(ReleaseScope.SHARED);
            String hash = ContentHash.of(files);
            if (active.filter(release -> release.hash().equals(hash)).isPresent()) {
                return Optional.<Release>empty();
            }
            Optional<Release> known = Releases.draftOf(ReleaseScope.SHARED, AuditLog.FOLDER, hash);
            return Optional.of(known.isPresent() ? known.get() : draft(tx, files));
        });
    }

    /**
     * The folder's last draft goes on, unless somebody has edited it. It is made of what the folder held when it was active last, not
     * of what the API has made since: that it would take back.
     */
    private Release draft(Transaction transaction, List<RuleFile> files) throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Release> last = Releases.lastDraftOf(transaction, ReleaseScope.SHARED, AuditLog.FOLDER);
        Optional<ReleaseRef> base =
                Releases.lastActiveOf(ReleaseScope.SHARED, AuditLog.FOLDER).map(Release::ref);
        Release draft = last.isPresent()
                ? Releases.edit(transaction, last.get(), files, AuditLog.FOLDER, now)
                : Releases.add(
                        transaction,
                        new Releases.Draft(
                                ReleaseScope.SHARED, AuditLog.FOLDER, "What the rules folder holds", base.orElse(null)),
                        files,
                        now);
        String what = last.isPresent() ? "release-edited" : "release-created";
        audit.record(null, AuditLog.FOLDER, what, draft.label(), "the rules folder changed");
        return draft;
    }
}
