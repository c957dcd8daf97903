package io.regulars.evaluation;

import io.regulars.access.BusinessId;
import io.regulars.campaigns.StartCampaigns;
import io.regulars.campaigns.StartedAction;
import io.regulars.facts.Cutoffs;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Evaluates any number of clients of one business by the running release, in one transaction that has locked their rows. */
@ApplicationScoped
public class EvaluateClients {
    private final ActiveRelease active;
    private final LoadClients loadClients;
    private final RetractStarts retractStarts;
    private final StoreOutcomes storeOutcomes;
    private final InstantSource clock;

    EvaluateClients(
            ActiveRelease active,
            LoadClients loadClients,
            RetractStarts retractStarts,
            StoreOutcomes storeOutcomes,
            InstantSource clock) {
        this.active = active;
        this.loadClients = loadClients;
        this.retractStarts = retractStarts;
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
        // what the database keeps of a moment, so that what is computed equals what is read again
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var loaded = loadClients.load(transaction, business, happenings.keySet(), happenings);
        RunningRelease release = active.running(transaction, loaded.release());
        var cutoffs = OwnCutoffs.of(
                transaction, business, loaded.ranking(), release.rules().cuts());
        var past = new StoredCutoffs(transaction, business, release.rules().cuts(), cutoffs.folded());
        var situations = new ArrayList<Situation>();
        for (LoadedClient client : loaded.clients()) {
            List<Happening> what = cause == Cause.TIME
                    ? List.of(Happening.timePassed(now))
                    : happenings.getOrDefault(client.id(), List.of());
            Cutoffs own = release.rules().cuts().isEmpty()
                    ? Cutoffs.NONE
                    : cutoffs.of(client, client.spend(loaded.business(), now));
            situations.add(new Situation(
                    loaded.business(),
                    client.history(),
                    client.held(),
                    what,
                    now,
                    client.overdue(now),
                    own,
                    // of the first who spent anything, the past is told by her own rank
                    cutoffs.isEmpty() ? PastCutoffs.always(own) : past.unpassedBefore(client.rankedUntil(now))));
        }
        List<Outcome> outcomes = situations.size() == 1
                ? List.of(new Evaluator(release.rules()).evaluate(situations.getFirst()))
                : Evaluator.keepingReasons(release.rules()).evaluate(situations);
        askAgain(transaction, business, loaded.clients(), outcomes, cutoffs);
        Instant rulesSince = loaded.switched().map(SwitchStarts.Made::at).orElse(Instant.MAX);
        var evaluation = new Evaluation(business, release, rulesSince, cause, now);
        retractStarts.retract(transaction, release, loaded.clients(), situations, outcomes);
        var started = storeOutcomes.store(transaction, evaluation, loaded, outcomes);
        return answers(release, loaded.clients(), outcomes, started);
    }

    /**
     * Brings what these clients have spent up to date, so that whoever is evaluated next is ranked among them. Before many
     * clients are evaluated in batches, since the first would be ranked without the last.
     */
    public void updateSpend(Transaction transaction, BusinessId business, Collection<Long> clients)
            throws SQLException {
        var loaded = loadClients.load(transaction, business, clients, Map.of());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var rows = new ArrayList<@Nullable Object[]>();
        for (LoadedClient client : loaded.clients()) {
            long spend = client.spend(loaded.business(), now);
            if (spend != client.spendMinor()) {
                rows.add(new @Nullable Object[] {spend, client.id()});
            }
        }
        transaction.batch("update client set spend_minor = ?, cutoffs_reached = null where id = ?", rows);
    }

    /**
     * Whoever is ranked by changes that still wait, and has none herself, is looked at when they are folded: others may
     * have come between.
     */
    private static void askAgain(
            Transaction transaction,
            BusinessId business,
            List<LoadedClient> clients,
            List<Outcome> outcomes,
            OwnCutoffs cutoffs)
            throws SQLException {
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < clients.size(); i++) {
            long spend = outcomes.get(i).spendMinor();
            if (spend == clients.get(i).spendMinor() && cutoffs.differs(outcomes.get(i))) {
                rows.add(
                        new @Nullable Object[] {business.value(), clients.get(i).id(), spend, spend});
            }
        }
        transaction.batch(
                "insert into spend_change (business_id, client_id, old_minor, new_minor) values (?, ?, ?, ?)", rows);
    }

    private static List<Answer> answers(
            RunningRelease release,
            List<LoadedClient> clients,
            List<Outcome> outcomes,
            List<StartCampaigns.Started> started) {
        var lines = new HashMap<Long, List<StartedAction>>();
        started.forEach(start -> lines.computeIfAbsent(start.client(), client -> new ArrayList<>())
                .add(start.action()));
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < clients.size(); i++) {
            LoadedClient client = clients.get(i);
            Outcome outcome = outcomes.get(i);
            answers.add(new Answer(
                    client.history().client(),
                    release.label(),
                    outcome.segments(),
                    names(outcome.all().flatMap(each -> each.entered().stream().map(HeldSegment::name))),
                    names(outcome.all().flatMap(each -> each.left().stream().map(EndedSegment::name))),
                    lines.getOrDefault(client.id(), List.of())));
        }
        return answers;
    }

    private static List<String> names(Stream<String> names) {
        return names.distinct().toList();
    }
}
