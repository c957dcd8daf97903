package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.facts.Cutoffs;
import io.regulars.platform.Transaction;
import io.regulars.segments.HeldSegment;
import io.regulars.segments.Memberships;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Says what will become of one client's segments if nothing happens, by the running release. */
@ApplicationScoped
class ForecastClient {
    private static final int FURTHEST_DAYS = 3 * 365 + 1;

    private final LoadClients loadClients;
    private final Memberships memberships;
    private final ActiveRelease active;
    private final InstantSource clock;

    ForecastClient(LoadClients loadClients, Memberships memberships, ActiveRelease active, InstantSource clock) {
        this.loadClients = loadClients;
        this.memberships = memberships;
        this.active = active;
        this.clock = clock;
    }

    /** How far ahead anybody looks: three years from now. */
    Instant horizon() {
        return clock.instant().plus(FURTHEST_DAYS, ChronoUnit.DAYS);
    }

    /**
     * Walks ahead from now until a moment.
     *
     * @throws io.regulars.platform.Refusal UNAVAILABLE while no release is active
     */
    Forecast forecast(Transaction transaction, BusinessId business, long client, Instant until) throws SQLException {
        RunningRelease release = active.running();
        var loaded = loadClients.load(transaction, business, List.of(client), release.id(), Map.of());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LoadedClient one = loaded.clients().getFirst();
        Cutoffs cutoffs = OwnCutoffs.of(
                        transaction, business, loaded.ranking(), release.rules().cuts())
                .of(one, one.spend(loaded.business(), now));
        var situation = new Situation(loaded.business(), one.history(), one.held(), List.of(), now, cutoffs);
        return new WalkAhead(release.rules(), situation).until(until);
    }

    /** The segments that a client is in, each with when it ends if nothing happens before some moment. */
    List<HeldSegment> held(Transaction transaction, BusinessId business, long client, Instant horizon)
            throws SQLException {
        List<HeldSegment> held = memberships.of(transaction, client);
        if (held.isEmpty() || active.current().isEmpty()) {
            return held;
        }
        Map<String, Instant> ends =
                forecast(transaction, business, client, horizon).ends();
        return held.stream()
                .map(segment -> new HeldSegment(
                        segment.name(), segment.since(), ends.get(segment.name()), segment.rule(), segment.because()))
                .toList();
    }
}
