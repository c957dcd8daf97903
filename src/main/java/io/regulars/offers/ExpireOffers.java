package io.regulars.offers;

import io.quarkus.scheduler.Scheduled;
import io.regulars.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/** Notes which codes are over, and warns of pools that run empty. Whoever reads a code is told so from the moment on, noted or not. */
@ApplicationScoped
class ExpireOffers {
    private static final Logger LOG = Logger.getLogger(ExpireOffers.class);
    private static final int BATCH = 1_000;

    private final Database database;
    private final OfferPools pools;
    private final InstantSource clock;

    ExpireOffers(Database database, OfferPools pools, InstantSource clock) {
        this.database = database;
        this.pools = pools;
        this.clock = clock;
    }

    @Scheduled(
            identity = "expire-offers",
            every = "10m",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        while (expire() == BATCH) {
            LOG.debugf("%s codes of offers are over, and there are more", BATCH);
        }
        List<OfferPools.OfBusiness> low = database.transaction(pools::low);
        low.forEach(pool -> LOG.warnf(
                "The pool '%s' of business '%s' has %s of %s codes left.",
                pool.pool().name(),
                pool.business(),
                pool.pool().left(),
                pool.pool().total()));
    }

    /** Says how many it noted. */
    int expire() {
        return database.transaction(tx -> tx.update("""
                update offer_code set state = 'EXPIRED' where id in (
                    select id from offer_code where state = 'ISSUED' and valid_until < ? order by valid_until limit ? for update skip locked)
                """, clock.instant(), BATCH));
    }
}
