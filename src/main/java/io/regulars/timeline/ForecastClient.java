package io.regulars.timeline;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import io.regulars.running.ActiveRelease;
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

    private final PresentClients presentClients;
    private final Memberships memberships;
    private final ActiveRelease active;
    private final InstantSource clock;

    ForecastClient(PresentClients presentClients, Memberships memberships, ActiveRelease active, InstantSource clock) {
        this.presentClients = presentClients;
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
     * @throws io.regulars.platform.problem.ProblemException UNAVAILABLE while no release is active
     */
    Forecast forecast(Transaction transaction, BusinessId business, long client, Instant until) throws SQLException {
        return presentClients.load(transaction, business, client).forecast(until);
    }

    /** The segments that a client is in, each with when it ends if nothing happens before some moment. */
    List<HeldSegment> held(Transaction transaction, BusinessId business, long client, Instant horizon)
            throws SQLException {
        List<HeldSegment> held = memberships.of(transaction, client);
        if (held.isEmpty() || active.current(transaction, business).isEmpty()) {
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
