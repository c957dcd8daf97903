package io.regulars.releases.activation;

import io.regulars.platform.database.Transaction;
import io.regulars.releases.store.EditReleases;
import io.regulars.releases.store.Release;
import io.regulars.releases.store.Releases;
import io.regulars.releases.store.WholeRelease;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How a release stands to the one that answers.
 *
 * @param base what the release was made of, as it was then
 */
record ComparedWithActive(WholeRelease answering, Optional<WholeRelease> base) {
    /** Empty if it answers itself, or nothing does. */
    static Optional<ComparedWithActive> of(Transaction transaction, Release release) throws SQLException {
        Optional<Release> answering = EditReleases.answering(release.scope());
        if (answering.isEmpty() || answering.get().id() == release.id()) {
            return Optional.empty();
        }
        Optional<Release> base = Releases.base(release);
        return Optional.of(new ComparedWithActive(
                WholeRelease.of(transaction, answering.get()),
                base.isEmpty() ? Optional.empty() : Optional.of(WholeRelease.of(transaction, base.get()))));
    }

    /** What it would take back; nothing where it was made of what answers. */
    Optional<TakesBack> takesBack(WholeRelease release) {
        boolean madeOfIt = base.filter(found ->
                        found.release().hash().equals(answering.release().hash()))
                .isPresent();
        return madeOfIt ? Optional.empty() : TakesBack.of(release, base, answering);
    }
}
