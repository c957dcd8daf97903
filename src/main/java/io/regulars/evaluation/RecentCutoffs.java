package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Cutoffs.Cut;
import io.regulars.platform.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The spend cut-offs of large businesses, remembered for at most a second: one client moves them by a rank at most, and
 * counting the others again would cost more than all else that a request does. Small businesses are counted each time.
 */
@ApplicationScoped
class RecentCutoffs {
    private static final long SMALL = 200;
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration RENEWED = Duration.ofMillis(500);

    private final Map<BusinessId, Known> known = new ConcurrentHashMap<>();

    /**
     * What was read at some moment.
     *
     * @param renewing whether somebody reads it again already
     */
    private record Known(Set<Cut> cuts, Cutoffs cutoffs, Instant readAt, boolean renewing) {
        boolean isYoungerThan(Duration age, Instant now) {
            return !now.isBefore(readAt) && now.isBefore(readAt.plus(age));
        }

        Known renewed() {
            return new Known(cuts, cutoffs, readAt, true);
        }
    }

    /** The remembered ones if they may serve; one of the requests that ask late is sent to read them before they expire. */
    Optional<Cutoffs> at(Instant now, BusinessId business, Set<Cut> cuts) {
        Known last = known.get(business);
        if (last == null || !last.cuts.equals(cuts) || !last.isYoungerThan(LONGEST, now)) {
            return Optional.empty();
        }
        boolean due = !last.renewing && !last.isYoungerThan(RENEWED, now);
        return due && known.replace(business, last, last.renewed()) ? Optional.empty() : Optional.of(last.cutoffs);
    }

    /** The cut-offs as spends are stored in this transaction; remembered if the business is large. */
    Cutoffs load(Transaction transaction, Instant now, BusinessId business, Set<Cut> cuts) throws SQLException {
        long population = SpendCutoffs.population(transaction, business);
        Cutoffs cutoffs = SpendCutoffs.load(transaction, business, cuts, population);
        if (population >= SMALL) {
            known.put(business, new Known(cuts, cutoffs, now, false));
        } else {
            known.remove(business);
        }
        return cutoffs;
    }
}
