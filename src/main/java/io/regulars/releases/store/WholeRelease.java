package io.regulars.releases.store;

import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.model.RuleFile;
import java.sql.SQLException;
import java.util.List;

/**
 * A release and its files, so that what takes its time with them holds no connection. An edit may have come between the two: the
 * files are never older than the hash.
 */
public record WholeRelease(Release release, List<RuleFile> files) {
    public WholeRelease {
        files = List.copyOf(files);
    }

    /**
     * One that the editor's business may see.
     *
     * @throws ProblemException NOT_FOUND
     */
    public static WholeRelease visible(Transaction transaction, EditReleases.Editor editor, int id)
            throws SQLException {
        return of(transaction, EditReleases.visible(editor, id));
    }

    /**
     * The one that answers in a scope.
     *
     * @throws ProblemException UNAVAILABLE while none does
     */
    public static WholeRelease answering(Transaction transaction, ReleaseScope scope) throws SQLException {
        return of(
                transaction,
                EditReleases.answering(scope)
                        .orElseThrow(() -> new ProblemException(ErrorCode.UNAVAILABLE, "No release is active.")));
    }

    /** One with its files. */
    public static WholeRelease of(Transaction transaction, Release release) throws SQLException {
        return new WholeRelease(release, Releases.files(transaction, release.id()));
    }
}
