package io.regulars.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.ledger.CampaignEnd;
import io.regulars.campaigns.ledger.LedgerRows;
import io.regulars.campaigns.ledger.StartCampaigns;
import io.regulars.campaigns.play.PlayCampaigns;
import io.regulars.evaluation.Backlog;
import io.regulars.evaluation.CampaignClients;
import io.regulars.evaluation.EvaluationCause;
import io.regulars.evaluation.EvaluationInput;
import io.regulars.evaluation.EvaluationResult;
import io.regulars.evaluation.EvaluationRun;
import io.regulars.evaluation.Evaluator;
import io.regulars.evaluation.LastEvaluation;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.StartedFrom;
import io.regulars.evaluation.TriggerEvent;
import io.regulars.evaluation.load.ClientRows;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.PassState;
import io.regulars.facts.history.ReceiptState;
import io.regulars.facts.history.SurveyState;
import io.regulars.facts.history.Version;
import io.regulars.ranking.past.CountedCutoffs;
import io.regulars.rules.model.Effect;
import io.regulars.rules.model.Explanation;
import io.regulars.rules.model.RuleSet;
import io.regulars.running.RunningRelease;
import io.regulars.segments.EndedSegment;
import io.regulars.segments.HeldSegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's life on a simulated clock, judged as the service would and without a database: at each thing that is told,
 * and at each moment in between that the rules had named or a campaign's step had come due.
 * <pre>
 *   told       ──●────────────────●──────────────── now
 *   due              ·     ·           ·    ·
 *   evaluated    1   2     3      4    5    6
 * </pre>
 * Not for several threads.
 */
public final class Simulation {
    private static final long CLIENT = 1;
    private static final int RELEASE = 1;
    private static final BusinessId BUSINESS = new BusinessId(1);
    /** Rules that put a tag on and take it off again would go on for ever. */
    private static final int MOST_ROUNDS = 20;

    private final RunningRelease release;
    private final Evaluator evaluator;
    private final BusinessSettings business;
    private final String client;
    private final CountedCutoffs cutoffs;
    private final PlayCampaigns campaigns;
    private final Told told = new Told();
    private final List<Transition> transitions = new ArrayList<>();
    private Map<String, HeldSegment> held = Map.of();
    private @Nullable Instant evaluatedAt;
    private @Nullable Instant evaluateAgainAt;
    private long spendMinor;
    private Set<String> tags = Set.of();

    /**
     * A client of whom nothing is known yet.
     *
     * @param client external id
     * @param othersSpendMinor what each other client of the business has spent, in minor units of its currency, from the
     *     beginning on: whom this one is ranked among
     */
    public Simulation(
            RuleSet rules,
            CampaignCatalogue campaigns,
            BusinessSettings business,
            String client,
            List<Long> othersSpendMinor) {
        this.release = new RunningRelease(RELEASE, "", rules, campaigns, Map.of());
        this.evaluator = new Evaluator(rules);
        this.business = business;
        this.client = client;
        this.cutoffs = new CountedCutoffs(rules.cuts(), othersSpendMinor);
        this.campaigns = new PlayCampaigns(campaigns, business.zone());
    }

    /** The client came into a segment at a moment, or left it. */
    public record Transition(Instant at, String segment, boolean entered) {}

    /** Lets time pass until a moment, which is included. */
    public void pass(Instant until) {
        for (Instant next = nextDue(); next != null && !next.isAfter(until); next = nextDue()) {
            workOff(next);
        }
    }

    /**
     * Tells something at a moment, after what was due before it, and has it evaluated.
     *
     * @param news puts it into the client's history
     * @param triggerEvents what it means to rules
     */
    public void tell(Consumer<Told> news, List<TriggerEvent> triggerEvents, Instant now) {
        pass(now.minusNanos(1));
        news.accept(told);
        evaluate(EvaluationCause.CHANGE, triggerEvents, now);
        workOff(now);
    }

    /**
     * Tells something that nobody evaluates then, for who asks only what is so later.
     *
     * @param news puts it into the client's history
     */
    public void recall(Consumer<Told> news) {
        news.accept(told);
    }

    /** The segments that the rules put the client into at a moment, if nothing happens until then. */
    public Set<String> segmentsAt(Instant now) {
        var names = new TreeSet<String>();
        release.rules()
                .segments(input(load(List.of()), List.of(), now).present())
                .forEach(assignment -> names.add(assignment.segment()));
        return names;
    }

    /** The segments held now, by name. */
    public Map<String, HeldSegment> segments() {
        return new TreeMap<>(held);
    }

    /** All that was entered and left so far, in order; at one moment what is left comes last. */
    public List<Transition> transitions() {
        return List.copyOf(transitions);
    }

    /** What was decided about campaigns so far, and the actions that followed. */
    public PlayCampaigns campaigns() {
        return campaigns;
    }

    /** The tags the client has now, given by anybody. */
    public Set<String> tags() {
        return tags;
    }

    /** Why the client is in a segment at a moment, or why not, if nothing happens until then; without evidence. */
    public Explanation explain(String segment, Instant now) {
        return release.rules()
                .explainWithoutEvidence(input(load(List.of()), List.of(), now).present(), segment);
    }

    private @Nullable Instant nextDue() {
        Instant action = campaigns.nextDue().orElse(null);
        Instant again = evaluateAgainAt;
        return action == null || again != null && again.isBefore(action) ? again : action;
    }

    private void workOff(Instant now) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            boolean due = evaluateAgainAt != null && !evaluateAgainAt.isAfter(now);
            if (due) {
                evaluate(EvaluationCause.TIME, List.of(TriggerEvent.timePassed(now)), now);
            }
            PlayCampaigns.TagChanges tagged = campaigns.carryOut(
                    now,
                    held.keySet(),
                    () -> input(load(List.of()), List.of(), now).present());
            boolean changed = put(tagged.put(), now);
            for (String tag : tagged.taken()) {
                changed |= take(tag, now);
            }
            if (changed) {
                evaluateAgainAt = now;
            } else if (!due) {
                return;
            }
        }
    }

    private void evaluate(EvaluationCause cause, List<TriggerEvent> triggerEvents, Instant now) {
        LoadedClient loaded = load(triggerEvents);
        EvaluationInput input = input(loaded, triggerEvents, now);
        EvaluationResult result = evaluator.evaluate(input);
        var evaluation = new EvaluationRun(BUSINESS, release, Instant.MIN, cause, now);
        remember(result);
        result.all()
                .flatMap(each -> each.left().stream())
                .filter(EndedSegment::retracted)
                .map(segment -> LedgerRows.Origin.segment(CLIENT, segment.name(), segment.since()))
                .forEach(origin -> campaigns.retract(origin.origin()));
        if (loaded.previous().corrected()) {
            var from = new StartedFrom(release.rules(), input);
            campaigns.open().stream()
                    .filter(origin -> !from.stands(origin, true))
                    .forEach(campaigns::retract);
        }
        tags = loaded.history().latest().profile().tags();
        boolean tagged = end(loaded, triggerEvents, result, now);
        var asked = new ArrayList<StartCampaigns.Asked>();
        for (Effect effect :
                result.all().flatMap(each -> each.effects().stream()).toList()) {
            switch (effect) {
                case Effect.Start start ->
                    asked.add(new StartCampaigns.Asked(
                            CLIENT,
                            CampaignClients.of(loaded.history().latest(), business, now),
                            start,
                            Backlog.reason(evaluation, loaded, result, start)));
                case Effect.AddTag tag -> tagged |= put(List.of(tag.tag()), now);
                case Effect.RemoveTag tag -> tagged |= take(tag.tag(), now);
            }
        }
        campaigns.start(asked, now);
        campaigns.plan(() -> input(load(List.of()), List.of(), now).present());
        evaluatedAt = now;
        spendMinor = result.spendMinor();
        evaluateAgainAt = tagged && cause != EvaluationCause.TIME ? now : result.evaluateAgainAt();
    }

    /** Ends what events and left segments end, and says whether that took a tag off. */
    private boolean end(LoadedClient loaded, List<TriggerEvent> triggerEvents, EvaluationResult result, Instant now) {
        var latest = loaded.history().latest();
        List<CampaignEnd.LeftSegment> left = result.all()
                .flatMap(each -> each.left().stream())
                .filter(segment -> !held.containsKey(segment.name()))
                .map(segment -> new CampaignEnd.LeftSegment(segment.name(), segment.endedAt()))
                .toList();
        campaigns.end(CampaignEnd.of(
                release.campaigns(), campaigns.queued(), CampaignClients.ending(latest, triggerEvents), left));
        CampaignClients.rebooked(latest, triggerEvents)
                .forEach(booking -> campaigns.follow(booking.booking(), booking.startsAt(), now));
        boolean taken = false;
        for (String tag : campaigns.perks(
                left.stream().map(CampaignEnd.LeftSegment::segment).toList())) {
            taken |= take(tag, now);
        }
        return taken;
    }

    private void remember(EvaluationResult result) {
        result.all().forEach(each -> {
            each.entered().forEach(segment -> transitions.add(new Transition(segment.since(), segment.name(), true)));
            each.left().forEach(segment -> transitions.add(new Transition(segment.endedAt(), segment.name(), false)));
        });
        var now = new TreeMap<String, HeldSegment>();
        result.segments().forEach(segment -> now.put(segment.name(), segment));
        held = now;
    }

    private boolean put(List<String> names, Instant now) {
        boolean changed = false;
        for (String name : names) {
            if (!tags.contains(name)) {
                told.tag(name, now);
                tags = told.tags(business);
                changed = true;
            }
        }
        return changed;
    }

    private boolean take(String tag, Instant now) {
        boolean had = tags.contains(tag);
        if (had) {
            told.untag(tag, now);
            tags = told.tags(business);
        }
        return had;
    }

    private LoadedClient load(List<TriggerEvent> triggerEvents) {
        var rows = new ClientRows(
                CLIENT,
                client,
                new LastEvaluation(
                        spendMinor,
                        null,
                        evaluatedAt,
                        evaluatedAt == null ? null : (long) RELEASE,
                        null,
                        evaluateAgainAt,
                        null,
                        null));
        told.into(rows);
        held.values().forEach(rows::membership);
        return rows.finish(business.currency(), RELEASE, triggerEvents);
    }

    private EvaluationInput input(LoadedClient loaded, List<TriggerEvent> triggerEvents, Instant now) {
        return new EvaluationInput(
                business,
                loaded.history(),
                loaded.previous(),
                triggerEvents,
                now,
                loaded.overdue(now),
                cutoffs.with(loaded.spend(business, now)),
                cutoffs.past(business, loaded.history()));
    }

    /** What somebody told of the client, in the order it was told; each thing with when it happened and when that was. */
    public static final class Told {
        private final List<Told.Row> rows = new ArrayList<>();

        private Told() {}

        private record Row(Instant occurredAt, Consumer<ClientRows> into) {}

        /**
         * A profile, whole.
         *
         * @param json as a client is PUT
         */
        public void profile(JsonNode json, Instant occurredAt, Instant toldAt) {
            add(occurredAt, rows -> rows.profile(occurredAt, toldAt, json));
        }

        /** A state of a booking. */
        public void booking(Version<BookingState> version) {
            add(version.occurredAt(), rows -> rows.booking(version, false));
        }

        /** A state of a receipt. */
        public void receipt(Version<ReceiptState> version) {
            add(version.occurredAt(), rows -> rows.receipt(version, false));
        }

        /** A state of a pass. */
        public void pass(Version<PassState> version) {
            add(version.occurredAt(), rows -> rows.pass(version, false));
        }

        /** A state of an answer to a survey. */
        public void survey(Version<SurveyState> version) {
            add(version.occurredAt(), rows -> rows.survey(version, false));
        }

        /** An event. */
        public void activity(Activity activity, Instant toldAt) {
            add(activity.occurredAt(), rows -> rows.activity(activity, toldAt));
        }

        /** A tag is put on. */
        public void tag(String tag, Instant at) {
            add(at, rows -> rows.tag(at, null, tag));
        }

        /** A tag is taken off. */
        public void untag(String tag, Instant at) {
            add(at, rows -> rows.untag(at, tag));
        }

        private void add(Instant occurredAt, Consumer<ClientRows> into) {
            rows.add(new Row(occurredAt, into));
        }

        private void into(ClientRows client) {
            // a stable sort: of two at one moment the later told is the later
            rows.stream()
                    .sorted(Comparator.comparing(Row::occurredAt))
                    .forEach(row -> row.into().accept(client));
        }

        private Set<String> tags(BusinessSettings business) {
            var client = new ClientRows(CLIENT, "", LastEvaluation.NONE);
            into(client);
            return client.finish(business.currency(), RELEASE, List.of())
                    .history()
                    .latest()
                    .profile()
                    .tags();
        }
    }
}
