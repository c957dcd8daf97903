package io.regulars.live;

import io.regulars.access.BusinessId;
import io.regulars.campaigns.StartCampaigns;
import io.regulars.campaigns.StartedAction;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.EvaluationInput;
import io.regulars.evaluation.EvaluationResult;
import io.regulars.evaluation.EvaluationRun;
import io.regulars.evaluation.Evaluator;
import io.regulars.evaluation.LoadClients;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.OwnCutoffs;
import io.regulars.evaluation.PendingCutoffs;
import io.regulars.evaluation.PreviousMemberships;
import io.regulars.evaluation.SpendDelta;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.facts.BusinessSettings;
import io.regulars.platform.Transaction;
import io.regulars.ranking.CutoffTimeline;
import io.regulars.ranking.PastCutoffs;
import io.regulars.ranking.PastCuts;
import io.regulars.running.ActiveRelease;
import io.regulars.running.RunningRelease;
import io.regulars.segments.EndedSegment;
import io.regulars.segments.HeldSegment;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
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
    /** Who waits since then was told late: of a time that is looked back at, and not just now by somebody else. */
    private static final Duration TOLD_AT_ONCE = Duration.ofSeconds(2);

    private final ActiveRelease active;
    private final LoadClients loadClients;
    private final RetractStarts retractStarts;
    private final StoreResults storeOutcomes;
    private final InstantSource clock;

    EvaluateClients(
            ActiveRelease active,
            LoadClients loadClients,
            RetractStarts retractStarts,
            StoreResults storeOutcomes,
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
     * @throws io.regulars.platform.ProblemException UNAVAILABLE while no release is active
     */
    public List<EvaluationAnswer> evaluate(
            Transaction transaction,
            BusinessId business,
            Map<Long, List<TriggerEvent>> happenings,
            EvaluationCause cause)
            throws SQLException {
        // what the database keeps of a moment, so that what is computed equals what is read again
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var loaded = loadClients.load(transaction, business, happenings.keySet(), happenings);
        RunningRelease release = active.running(transaction, loaded.release());
        List<SpendDelta> spends = SpendDelta.of(transaction, loaded, now);
        var ranks = Ranks.of(transaction, business, loaded, release, now);
        var situations = new ArrayList<EvaluationInput>();
        var clients = new ArrayList<LoadedClient>();
        for (int i = 0; i < spends.size(); i++) {
            LoadedClient client = loaded.clients().get(i);
            List<TriggerEvent> what = cause == EvaluationCause.TIME
                    ? List.of(TriggerEvent.timePassed(now))
                    : happenings.getOrDefault(client.id(), List.of());
            EvaluationInput situation = ranks.situation(loaded.business(), client, spends.get(i), what);
            situations.add(situation);
            clients.add(client.holding(situation.held()));
        }
        List<EvaluationResult> outcomes = situations.size() == 1
                ? List.of(new Evaluator(release.rules()).evaluate(situations.getFirst()))
                : Evaluator.keepingReasons(release.rules()).evaluate(situations);
        askAgain(transaction, business, clients, outcomes, ranks.cutoffs, now);
        lookAgain(transaction, business, clients, situations, outcomes);
        SpendDelta.store(transaction, business, spends, now);
        SpendDelta.askFold(transaction, business, clients, spends);
        Instant rulesSince = loaded.switched().map(SwitchStarts.Made::at).orElse(Instant.MAX);
        var evaluation = new EvaluationRun(business, release, rulesSince, cause, now);
        retractStarts.retract(transaction, release, clients, situations, outcomes);
        var started = storeOutcomes.store(transaction, evaluation, loaded.with(clients), outcomes, spends);
        return answers(release, clients, outcomes, started);
    }

    /** How the clients of one evaluation are ranked. */
    private record Ranks(PendingCutoffs.Context context, OwnCutoffs cutoffs, PastCutoffs past, Instant now) {
        static Ranks of(
                Transaction transaction,
                BusinessId business,
                LoadClients.Loaded loaded,
                RunningRelease release,
                Instant now)
                throws SQLException {
            var cuts = release.rules().cuts();
            var cutoffs = OwnCutoffs.of(transaction, business, loaded.ranking(), cuts);
            return new Ranks(
                    new PendingCutoffs.Context(transaction, business, PastCuts.inOrder(cuts)),
                    cutoffs,
                    CutoffTimeline.of(transaction, business, cuts, cutoffs.folded()),
                    now);
        }

        EvaluationInput situation(
                BusinessSettings business, LoadedClient client, SpendDelta spend, List<TriggerEvent> happenings) {
            OwnCutoffs.Ranked own = cutoffs.ranked(client, spend.spendMinor());
            PreviousMemberships held = client.held();
            PendingCutoffs unfolded = context.cuts().isEmpty()
                    ? null
                    : PendingCutoffs.of(context, past, own, client, spend).orElse(null);
            if (unfolded != null && isLookedBackAt(own.othersFrom(), held) && !unfolded.isRankedAsEvaluated()) {
                held = held.changedFrom(own.othersFrom());
            }
            Instant rankedUntil = client.holding(held).rankedUntil(now);
            if (unfolded != null) {
                unfolded.keptUnpassedBefore(rankedUntil);
            }
            PastCutoffs then = unfolded == null ? past.unpassedBefore(rankedUntil) : unfolded;
            return new EvaluationInput(
                    business,
                    client.history(),
                    held,
                    happenings,
                    now,
                    client.overdue(now),
                    own.ranking().cutoffs(),
                    then);
        }

        /** What others spend just now is looked at when it is folded, unless they have been evaluated since. */
        private boolean isLookedBackAt(Instant unfolded, PreviousMemberships held) {
            return unfolded.isBefore(now.minus(TOLD_AT_ONCE)) || !unfolded.isAfter(held.evaluatedAt());
        }
    }

    /**
     * Brings what these clients have spent up to date, so that whoever is evaluated next is ranked among them. Before many
     * clients are evaluated in batches, since the first would be ranked without the last.
     */
    public void updateSpend(Transaction transaction, BusinessId business, Collection<Long> clients)
            throws SQLException {
        var loaded = loadClients.load(transaction, business, clients, Map.of());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<SpendDelta> spends = SpendDelta.of(transaction, loaded, now);
        SpendDelta.store(transaction, business, spends, now);
        SpendDelta.askFold(transaction, business, loaded.clients(), spends);
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < spends.size(); i++) {
            SpendDelta spend = spends.get(i);
            if (spend.changedFrom() != null
                    || spend.spendMinor() != loaded.clients().get(i).spendMinor()) {
                rows.add(new @Nullable Object[] {
                    spend.spendMinor(),
                    spend.lastStep(),
                    spend.changedFrom() == null ? now : spend.changedFrom(),
                    spend.client()
                });
            }
        }
        transaction.batch("""
                update client set spend_minor = ?, spend_since = coalesce(?::timestamptz, spend_since), spend_changed_from =
                                  least(?::timestamptz, case when cutoffs_reached is null then spend_changed_from end),
                                  cutoffs_reached = null
                where id = ?
                """, rows); // twice before an evaluation: it has to look back to the earlier change
    }

    /**
     * Whoever is ranked by changes that still wait, and has none themselves, is looked at when they are folded: others may
     * have come between.
     */
    private static void askAgain(
            Transaction transaction,
            BusinessId business,
            List<LoadedClient> clients,
            List<EvaluationResult> outcomes,
            OwnCutoffs cutoffs,
            Instant now)
            throws SQLException {
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < clients.size(); i++) {
            long spend = outcomes.get(i).spendMinor();
            if (spend == clients.get(i).spendMinor() && cutoffs.differs(outcomes.get(i))) {
                rows.add(
                        new @Nullable Object[] {business.value(), clients.get(i).id(), spend, spend, now});
            }
        }
        transaction.batch(
                "insert into spend_change (business_id, client_id, old_minor, new_minor, from_at) values (?, ?, ?, ?, ?)",
                rows);
    }

    /** Whoever was ranked by what waits as the fold cannot find out is looked at once more when that is folded. */
    private static void lookAgain(
            Transaction transaction,
            BusinessId business,
            List<LoadedClient> clients,
            List<EvaluationInput> situations,
            List<EvaluationResult> outcomes)
            throws SQLException {
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < clients.size(); i++) {
            LoadedClient client = clients.get(i);
            if (situations.get(i).pastCutoffs() instanceof PendingCutoffs unfolded
                    && unfolded.isToBeLookedAtAgain(outcomes.get(i).cutoffsReached())) {
                rows.add(new @Nullable Object[] {business.value(), client.id(), unfolded.from()});
            }
        }
        transaction.batch(
                "insert into spend_change (business_id, client_id, old_minor, new_minor, from_at, look_again)"
                        + " values (?, ?, 0, 0, ?, true)",
                rows);
    }

    private static List<EvaluationAnswer> answers(
            RunningRelease release,
            List<LoadedClient> clients,
            List<EvaluationResult> outcomes,
            List<StartCampaigns.Started> started) {
        var lines = new HashMap<Long, List<StartedAction>>();
        started.forEach(start -> lines.computeIfAbsent(start.client(), client -> new ArrayList<>())
                .add(start.action()));
        var answers = new ArrayList<EvaluationAnswer>();
        for (int i = 0; i < clients.size(); i++) {
            LoadedClient client = clients.get(i);
            EvaluationResult outcome = outcomes.get(i);
            answers.add(new EvaluationAnswer(
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
