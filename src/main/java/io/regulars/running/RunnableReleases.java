package io.regulars.running;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ProblemException;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The releases that run or ran, compiled where this replica does not have them yet; whoever stores releases implements it.
 * All of them throw {@link ReleaseCannotRun} if this version of the service cannot run the release.
 */
public interface RunnableReleases {
    /** A release as it runs. */
    RunningRelease running(Transaction transaction, ReleaseRef release) throws SQLException;

    /**
     * The release of that number, if it is the business's own or a shared one and was activated at least once.
     *
     * @throws ProblemException NOT_FOUND if there is none
     */
    RunningRelease byId(Transaction transaction, BusinessId business, int id) throws SQLException;

    /**
     * The release that answered for a business at a moment.
     *
     * @throws ProblemException NOT_FOUND if none did
     */
    RunningRelease activeAt(Transaction transaction, BusinessId business, Instant moment) throws SQLException;
}
