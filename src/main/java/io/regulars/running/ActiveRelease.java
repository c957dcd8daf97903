package io.regulars.running;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Which release answers for a business: its own, else the one that all share. It is asked inside the transaction that
 * needs to know, after the locks that it takes, so that a switch is one committed row for every replica: nothing that
 * begins after it is answered by the release before, and nothing by two.
 */
@ApplicationScoped
public class ActiveRelease {
    /** Of a business {@code b}: what answers, and the switch to it, for queries that read something else anyway. */
    public static final String OF_BUSINESS_B = """
            (select r.release_id, r.hash, r.activation_id, s.starts, s.per_day, s.finished_at
             from active_release r left join activation s on s.id = r.activation_id
             where r.scope in (0, b.id) and r.release_id is not null order by r.scope desc limit 1)""";

    private final Database database;
    private final RunnableReleases releases;

    ActiveRelease(Database database, RunnableReleases releases) {
        this.database = database;
        this.releases = releases;
    }

    /** The release that answers for a business, if one was ever activated. */
    public Optional<ReleaseRef> current(Transaction transaction, BusinessId business) throws SQLException {
        return transaction.first("""
                        select release_id, hash from active_release
                        where scope in (0, ?) and release_id is not null order by scope desc limit 1
                        """, ReleaseRef::read, business.value()).flatMap(found -> found);
    }

    /**
     * The release that answers for a business, ready to run.
     *
     * @throws ProblemException UNAVAILABLE before the first release is active: evaluating without rules would end memberships
     */
    public RunningRelease running(Transaction transaction, BusinessId business) throws SQLException {
        return running(transaction, current(transaction, business));
    }

    /** The same, where another query has read which it is. */
    public RunningRelease running(Transaction transaction, Optional<ReleaseRef> current) throws SQLException {
        return releases.running(
                transaction,
                current.orElseThrow(
                        () -> new ProblemException(
                                ErrorCode.UNAVAILABLE,
                                "No rule release is active yet; GET /api/rules/active says what is in the way, if anything is.")));
    }

    /** Whether a shared release is active, without which nothing is evaluated in the background. */
    public boolean any() {
        return database.transaction(transaction -> transaction
                .first("select 1 from active_release where scope = 0 and release_id is not null", row -> true)
                .isPresent());
    }
}
