package io.regulars.timeline;

import io.regulars.access.businesses.BusinessId;
import io.regulars.evaluation.EvaluationInput;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.evaluation.ranks.OwnCutoffs;
import io.regulars.facts.Cutoffs;
import io.regulars.platform.database.Transaction;
import io.regulars.running.ActiveRelease;
import io.regulars.running.RunningRelease;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Loads one client as they are now, to be asked about; nothing is stored. */
@ApplicationScoped
public class PresentClients {
    private final LoadClients loadClients;
    private final ActiveRelease active;
    private final InstantSource clock;

    PresentClients(LoadClients loadClients, ActiveRelease active, InstantSource clock) {
        this.loadClients = loadClients;
        this.active = active;
        this.clock = clock;
    }

    /** A client's input, the release to judge it by, and the spend that they are counted with among the others. */
    public record Present(RunningRelease release, EvaluationInput input, long storedSpendMinor) {
        /** What becomes of them by time alone, up to a moment. */
        Forecast forecast(Instant until) {
            return new ForecastTransitions(release.rules(), input).until(until);
        }
    }

    /**
     * The client with what they have spent until now ranked among the others.
     *
     * @throws io.regulars.platform.problem.ProblemException UNAVAILABLE while no release is active
     */
    public Present load(Transaction transaction, BusinessId business, long client) throws SQLException {
        var loaded = loadClients.load(transaction, business, List.of(client), Map.of());
        RunningRelease release = active.running(transaction, loaded.release());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LoadedClient one = loaded.clients().getFirst();
        Cutoffs cutoffs = OwnCutoffs.of(
                        transaction, business, loaded.ranking(), release.rules().cuts())
                .of(one, one.spend(loaded.business(), now));
        return new Present(
                release,
                new EvaluationInput(loaded.business(), one.history(), one.previous(), List.of(), now, cutoffs),
                one.spendMinor());
    }
}
