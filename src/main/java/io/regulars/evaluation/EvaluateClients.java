package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.campaigns.StartCampaigns;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.Trigger;
import io.regulars.platform.Transaction;
import io.regulars.segments.EndedSegment;
import io.regulars.segments.HeldSegment;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates any number of clients of one business by the running release, in one transaction that has locked their rows. */
@ApplicationScoped
public class EvaluateClients {
    private final ActiveRelease active;
    private final LoadClients loadClients;
    private final RecentCutoffs recentCutoffs;
    private final StoreOutcomes storeOutcomes;
    private final InstantSource clock;

    EvaluateClients(
            ActiveRelease active,
            LoadClients loadClients,
            RecentCutoffs recentCutoffs,
            StoreOutcomes storeOutcomes,
            InstantSource clock) {
        this.active = active;
        this.loadClients = loadClients;
        this.recentCutoffs = recentCutoffs;
        this.storeOutcomes = storeOutcomes;
        this.clock = clock;
    }

    /**
     * Evaluates and stores.
     *
     * @param happenings by client; each client of the map is evaluated, also one to whom nothing happened
     * @return answers in the order of the clients' ids
     * @throws io.regulars.platform.Refusal UNAVAILABLE while no release is active
     */
    public List<Answer> evaluate(
            Transaction transaction, BusinessId business, Map<Long, List<Happening>> happenings, Cause cause)
            throws SQLException {
        RunningRelease release = active.running();
        // what the database keeps of a moment, so that what is computed equals what is read again
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var loaded = loadClients.load(transaction, business, happenings.keySet(), release.id(), happenings);
        Cutoffs cutoffs = cutoffs(transaction, business, release, loaded, now);
        var situations = new ArrayList<Situation>();
        for (LoadedClient client : loaded.clients()) {
            List<Happening> what =
                    cause == Cause.TIME ? List.of(timePassed(now)) : happenings.getOrDefault(client.id(), List.of());
            situations.add(new Situation(loaded.business(), client.history(), client.held(), what, now, cutoffs));
        }
        var evaluator = new Evaluator(release.rules());
        List<Outcome> outcomes = situations.size() == 1
                ? List.of(evaluator.evaluate(situations.getFirst()))
                : evaluator.evaluate(situations);
        var evaluation = new Evaluation(business, release, cause, now);
        var started = storeOutcomes.store(transaction, evaluation, loaded.clients(), outcomes);
        return answers(release, loaded.clients(), outcomes, started);
    }

    /**
     * Brings what these clients have spent up to date, so that whoever is evaluated next is ranked among them. Before many
     * clients are evaluated in batches, since the first would be ranked without the last.
     */
    public void updateSpend(Transaction transaction, BusinessId business, Collection<Long> clients)
            throws SQLException {
        RunningRelease release = active.running();
        if (!release.rules().cuts().isEmpty()) {
            var loaded = loadClients.load(transaction, business, clients, release.id(), Map.of());
            updateSpend(transaction, loaded, clock.instant().truncatedTo(ChronoUnit.MICROS));
        }
    }

    /** Where they are read anew, the clients' own new spends count among the population's before anybody is ranked. */
    private Cutoffs cutoffs(
            Transaction transaction,
            BusinessId business,
            RunningRelease release,
            LoadClients.Loaded loaded,
            Instant now)
            throws SQLException {
        var cuts = release.rules().cuts();
        if (cuts.isEmpty()) {
            return Cutoffs.NONE;
        }
        if (loaded.clients().size() == 1) {
            var recent = recentCutoffs.at(now, business, cuts);
            if (recent.isPresent()) {
                return recent.get();
            }
        }
        updateSpend(transaction, loaded, now);
        return recentCutoffs.load(transaction, now, business, cuts);
    }

    private static void updateSpend(Transaction transaction, LoadClients.Loaded loaded, Instant now)
            throws SQLException {
        var rows = new ArrayList<@Nullable Object[]>();
        for (LoadedClient client : loaded.clients()) {
            long spend = Client.of(loaded.business(), client.history().latest(), now, Cutoffs.NONE)
                    .spendMinor();
            if (spend != client.spendMinor()) {
                rows.add(new @Nullable Object[] {spend, client.id()});
            }
        }
        transaction.batch("update client set spend_minor = ? where id = ?", rows);
    }

    private static Happening timePassed(Instant now) {
        return new Happening(Trigger.Kind.TIME, "time:" + now, now, null, null, null);
    }

    private static List<Answer> answers(
            RunningRelease release,
            List<LoadedClient> clients,
            List<Outcome> outcomes,
            List<StartCampaigns.Started> started) {
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < clients.size(); i++) {
            LoadedClient client = clients.get(i);
            Outcome outcome = outcomes.get(i);
            answers.add(new Answer(
                    client.history().client(),
                    release.label(),
                    outcome.segments(),
                    outcome.entered().stream().map(HeldSegment::name).toList(),
                    outcome.left().stream().map(EndedSegment::name).toList(),
                    started.stream()
                            .filter(start -> start.client() == client.id())
                            .map(StartCampaigns.Started::action)
                            .toList()));
        }
        return answers;
    }
}
