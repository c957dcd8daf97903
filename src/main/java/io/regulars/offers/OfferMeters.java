package io.regulars.offers;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.regulars.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How many codes of offers stand how: never by business, client or campaign. */
@ApplicationScoped
class OfferMeters {
    private final Database database;
    private Map<OfferState, Long> counted = Map.of();

    OfferMeters(Database database, MeterRegistry meters) {
        this.database = database;
        for (OfferState state : OfferState.values()) {
            Gauge.builder("regulars.offers", () -> of(state))
                    .description("Codes of offers that clients were given")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }

    private synchronized long of(OfferState state) {
        return counted.getOrDefault(state, 0L);
    }

    /** Counts anew; what was counted stands until the next time, so reading the meters asks nothing. */
    @Scheduled(
            identity = "count-offers",
            every = "1m",
            delayed = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        var states = new HashMap<OfferState, Long>();
        database.transaction(tx -> tx.list(
                "select state, count(*) as codes from offer_code group by state",
                row -> states.put(OfferState.valueOf(row.getString("state")), row.getLong("codes"))));
        synchronized (this) {
            counted = Map.copyOf(states);
        }
    }
}
