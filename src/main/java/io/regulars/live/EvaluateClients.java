package io.regulars.live;

import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.ledger.StartCampaigns;
import io.regulars.campaigns.ledger.StartedAction;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.EvaluationInput;
import io.regulars.evaluation.EvaluationResult;
import io.regulars.evaluation.EvaluationRun;
import io.regulars.evaluation.Evaluator;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.PreviousMemberships;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.evaluation.ranks.OwnCutoffs;
import io.regulars.evaluation.ranks.PendingCutoffs;
import io.regulars.evaluation.ranks.SpendDelta;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.tracing.Spans;
import io.regulars.ranking.past.CutoffTimeline;
import io.regulars.ranking.past.PastCutoffs;
import io.regulars.ranking.past.PastCuts;
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
    private final StoreResults storeResults;
    private final InstantSource clock;
    private final EvaluationMeters meters;
    private final Spans spans;

    EvaluateClients(
            ActiveRelease active,
            LoadClients loadClients,
            RetractStarts retractStarts,
            StoreResults storeResults,
            InstantSource clock,
            EvaluationMeters meters,
            Spans spans) {
        this.active = active;
        this.loadClients = loadClients;
        this.retractStarts = retractStarts;
        this.storeResults = storeResults;
        this.clock = clock;
        this.meters = meters;
        this.spans = spans;
    }

    /**
     * Evaluates and stores.
     *
     * @param triggerEvents by client; each client of the map is evaluated, also one to whom nothing happened
     * @return answers in the order of the clients' ids
     * @throws io.regulars.platform.problem.ProblemException UNAVAILABLE while no release is active
     */
    public List<EvaluationAnswer> evaluate(
            Transaction transaction,
            BusinessId business,
            Map<Long, List<TriggerEvent>> triggerEvents,
            EvaluationCause cause)
            throws SQLException {
        return spans.root(
                "evaluation",
                SpanKind.INTERNAL,
                Attributes.of(Spans.CLIENTS, (long) triggerEvents.size()),
                () -> evaluateAndStore(transaction, business, triggerEvents, cause));
    }

    private List<EvaluationAnswer> evaluateAndStore(
            Transaction transaction,
            BusinessId business,
            Map<Long, List<TriggerEvent>> triggerEvents,
            EvaluationCause cause)
            throws SQLException {
        Timer.Sample begun = meters.begin();
        // what the database keeps of a moment, so that what is computed equals what is read again
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var loaded = loadClients.load(transaction, business, triggerEvents.keySet(), triggerEvents);
        RunningRelease release = active.running(transaction, loaded.release());
        List<SpendDelta> spends = SpendDelta.of(transaction, loaded, now);
        var ranks = Ranks.of(transaction, business, loaded, release, now);
        var inputs = new ArrayList<EvaluationInput>();
        var clients = new ArrayList<LoadedClient>();
        for (int i = 0; i < spends.size(); i++) {
            LoadedClient client = loaded.clients().get(i);
            List<TriggerEvent> what = cause == EvaluationCause.TIME
                    ? List.of(TriggerEvent.timePassed(now))
                    : triggerEvents.getOrDefault(client.id(), List.of());
            EvaluationInput input = ranks.input(loaded.business(), client, spends.get(i), what);
            inputs.add(input);
            clients.add(client.holding(input.previous()));
        }
        List<EvaluationResult> results = inputs.size() == 1
                ? List.of(new Evaluator(release.rules()).evaluate(inputs.getFirst()))
                : Evaluator.keepingReasons(release.rules()).evaluate(inputs);
        askAgain(transaction, business, clients, results, ranks.cutoffs, now);
        lookAgain(transaction, business, clients, inputs, results);
        SpendDelta.store(transaction, business, spends, now);
        SpendDelta.askFold(transaction, business, clients, spends);
        Instant rulesSince = loaded.switched().map(SwitchStarts.Made::at).orElse(Instant.MAX);
        var evaluation = new EvaluationRun(business, release, rulesSince, cause, now);
        retractStarts.retract(transaction, release, clients, inputs, results);
        var started = storeResults.store(transaction, evaluation, loaded.with(clients), results, spends);
        meters.end(begun, cause, clients.size());
        return answers(release, clients, results, started);
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
                    CutoffTimeline.of(transaction, business, cuts, cutoffs.applied()),
                    now);
        }

        EvaluationInput input(
                BusinessSettings business, LoadedClient client, SpendDelta spend, List<TriggerEvent> triggerEvents) {
            OwnCutoffs.Ranked own = cutoffs.ranked(client, spend.spendMinor());
            PreviousMemberships previous = client.previous();
            PendingCutoffs pending = context.cuts().isEmpty()
                    ? null
                    : PendingCutoffs.of(context, past, own, client, spend).orElse(null);
            if (pending != null && isLookedBackAt(own.othersFrom(), previous) && !pending.isRankedAsEvaluated()) {
                previous = previous.changedFrom(own.othersFrom());
            }
            Instant rankedUntil = client.holding(previous).rankedUntil(now);
            if (pending != null) {
                pending.keptUnpassedBefore(rankedUntil);
            }
            PastCutoffs then = pending == null ? past.unpassedBefore(rankedUntil) : pending;
            return new EvaluationInput(
                    business,
                    client.history(),
                    previous,
                    triggerEvents,
                    now,
                    client.overdue(now),
                    own.ranking().cutoffs(),
                    then);
        }

        /** What others spend just now is looked at when it is applied, unless they have been evaluated since. */
        private boolean isLookedBackAt(Instant pending, PreviousMemberships previous) {
            return pending.isBefore(now.minus(TOLD_AT_ONCE)) || !pending.isAfter(previous.evaluatedAt());
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
     * Whoever is ranked by changes that still wait, and has none themselves, is looked at when they are applied: others may
     * have come between.
     */
    private static void askAgain(
            Transaction transaction,
            BusinessId business,
            List<LoadedClient> clients,
            List<EvaluationResult> results,
            OwnCutoffs cutoffs,
            Instant now)
            throws SQLException {
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < clients.size(); i++) {
            long spend = results.get(i).spendMinor();
            if (spend == clients.get(i).spendMinor() && cutoffs.differs(results.get(i))) {
                rows.add(
                        new @Nullable Object[] {business.value(), clients.get(i).id(), spend, spend, now});
            }
        }
        transaction.batch(
                "insert into spend_change (business_id, client_id, old_minor, new_minor, from_at) values (?, ?, ?, ?, ?)",
                rows);
    }

    /** Whoever was ranked by what waits, as applying it cannot find out, is looked at once more when it is applied. */
    private static void lookAgain(
            Transaction transaction,
            BusinessId business,
            List<LoadedClient> clients,
            List<EvaluationInput> inputs,
            List<EvaluationResult> results)
            throws SQLException {
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < clients.size(); i++) {
            LoadedClient client = clients.get(i);
            if (inputs.get(i).pastCutoffs() instanceof PendingCutoffs pending
                    && pending.isToBeLookedAtAgain(results.get(i).cutoffsReached())) {
                rows.add(new @Nullable Object[] {business.value(), client.id(), pending.from()});
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
            List<EvaluationResult> results,
            List<StartCampaigns.Started> started) {
        var lines = new HashMap<Long, List<StartedAction>>();
        started.forEach(start -> lines.computeIfAbsent(start.client(), client -> new ArrayList<>())
                .add(start.action()));
        var answers = new ArrayList<EvaluationAnswer>();
        for (int i = 0; i < clients.size(); i++) {
            LoadedClient client = clients.get(i);
            EvaluationResult result = results.get(i);
            answers.add(new EvaluationAnswer(
                    client.history().client(),
                    release.label(),
                    result.segments(),
                    names(result.all().flatMap(each -> each.entered().stream().map(HeldSegment::name))),
                    names(result.all().flatMap(each -> each.left().stream().map(EndedSegment::name))),
                    lines.getOrDefault(client.id(), List.of())));
        }
        return answers;
    }

    private static List<String> names(Stream<String> names) {
        return names.distinct().toList();
    }
}
