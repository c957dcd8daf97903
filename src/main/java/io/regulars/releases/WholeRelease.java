package io.regulars.releases;

import io.regulars.platform.ErrorCode;
import io.regulars.platform.Refusal;
import io.regulars.platform.Transaction;
import io.regulars.rules.RuleFile;
import java.sql.SQLException;
import java.util.List;

/**
 * A release and its files, so that what takes its time with them holds no connection. An edit may have come between the two: the
 * files are never older than the hash.
 */
record WholeRelease(Release release, List<RuleFile> files) {
    WholeRelease {
        files = List.copyOf(files);
    }

    /**
     * One that the editor's business may see.
     *
     * @throws Refusal NOT_FOUND
     */
    static WholeRelease visible(Transaction transaction, EditReleases.Editor editor, int id) throws SQLException {
        return of(transaction, EditReleases.visible(transaction, editor, id));
    }

    /**
     * The one that answers in a scope.
     *
     * @throws Refusal UNAVAILABLE while none does
     */
    static WholeRelease answering(Transaction transaction, Scope scope) throws SQLException {
        return of(
                transaction,
                EditReleases.answering(transaction, scope)
                        .orElseThrow(() -> new Refusal(ErrorCode.UNAVAILABLE, "No release is active.")));
    }

    /** One with its files. */
    static WholeRelease of(Transaction transaction, Release release) throws SQLException {
        return new WholeRelease(release, Releases.files(transaction, release.id()));
    }
}
