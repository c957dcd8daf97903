package io.regulars.evaluation.load;

import io.regulars.access.businesses.BusinessId;
import io.regulars.facts.Booking;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What bookings are taken to have cost of which nobody said it, as rules see them. */
@ApplicationScoped
public class AssumedPrices {
    private final LoadClients loadClients;
    private final InstantSource clock;

    AssumedPrices(LoadClients loadClients, InstantSource clock) {
        this.loadClients = loadClients;
        this.clock = clock;
    }

    /** By external id, those of a client's bookings whose price was not said and is assumed. */
    public Map<String, BigDecimal> of(Transaction tx, BusinessId business, long client) throws SQLException {
        var loaded = loadClients.load(tx, business, List.of(client), Map.of());
        var snapshot = loaded.clients().getFirst().history().latest();
        var prices = new HashMap<String, BigDecimal>();
        for (Booking booking : Client.of(loaded.business(), snapshot, clock.instant(), Cutoffs.NONE)
                .bookingFacts()) {
            BigDecimal price = booking.assumedPrice();
            if (price != null) {
                prices.put(booking.state().id(), price);
            }
        }
        return prices;
    }
}
