package io.regulars.offers;

import io.regulars.platform.database.Database;
import io.regulars.platform.database.DatabaseFailure;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Tells how many pools run empty. It is never down: what lacks a code waits, and everything else goes on. */
@Wellness
@ApplicationScoped
class OfferPoolsHealth implements HealthCheck {
    private final Database database;
    private final OfferPools pools;

    OfferPoolsHealth(Database database, OfferPools pools) {
        this.database = database;
        this.pools = pools;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("offer-pools").up();
        try {
            long low = database.transaction(pools::low).size();
            return response.withData("lowPools", low).build();
        } catch (DatabaseFailure e) {
            return response.build(); // its own check tells that the database is away
        }
    }
}
