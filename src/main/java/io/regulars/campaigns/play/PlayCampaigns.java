package io.regulars.campaigns.play;

import io.regulars.access.businesses.BusinessId;
import io.regulars.arbiter.Arbiter;
import io.regulars.arbiter.Candidate;
import io.regulars.arbiter.Contacts;
import io.regulars.arbiter.Gate;
import io.regulars.arbiter.Policy;
import io.regulars.arbiter.RecipientFacts;
import io.regulars.arbiter.Ruling;
import io.regulars.arbiter.Verdict;
import io.regulars.campaigns.Addressee;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.Schedule;
import io.regulars.campaigns.Step;
import io.regulars.campaigns.ledger.ActionCandidate;
import io.regulars.campaigns.ledger.CampaignEnd;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.campaigns.ledger.LedgerRows;
import io.regulars.campaigns.ledger.StartCampaigns;
import io.regulars.facts.Client;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns of one client on a simulated clock: started as {@link StartCampaigns} decides, let out as the arbiter decides by the usual
 * contact policy, kept in memory instead of the ledger. Nobody is held out. Not for several threads.
 */
public final class PlayCampaigns {
    private static final BusinessId NOBODYS = new BusinessId(0);
    private static final long CLIENT = 1;
    private static final Policy POLICY = Policy.DEFAULT;
    private static final Duration USUAL_TASK = Duration.ofDays(7);

    private final CampaignCatalogue catalogue;
    private final ZoneId zone;
    private final LedgerRows.StartedSoFar ledger = new LedgerRows.StartedSoFar();
    private final List<Decided> decided = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private final List<Contacts.Contact> contacts = new ArrayList<>();
    private final Map<Contacts.Limited, Map<Instant, Integer>> taken = new HashMap<>();

    /**
     * Nothing was ever started.
     *
     * @param zone the business's
     */
    public PlayCampaigns(CampaignCatalogue catalogue, ZoneId zone) {
        this.catalogue = catalogue;
        this.zone = zone;
    }

    /**
     * What was decided about a start that a rule asked for.
     *
     * @param since when what it comes from became true
     * @param started false if nothing follows from it
     * @param reason why nothing follows; empty if something does
     */
    public record Decided(
            String campaign,
            String origin,
            Instant since,
            Instant at,
            boolean started,
            String reason,
            String because) {}

    /**
     * A step of a campaign that was started.
     *
     * @param start its place among what was decided
     * @param waits as it waits, or waited, for its decision
     * @param content what is done
     * @param planned whether it was seen to that it is not due while the client sleeps
     * @param doneAt when it was carried out; null: not yet, or never
     * @param held what made it wait; null: nothing did
     * @param givenUp why it is not carried out; null: it is, or will be
     * @param retracted whether a correction took back what it came from
     */
    public record Action(
            int start,
            DueActions.Queued waits,
            Step.Content content,
            boolean planned,
            @Nullable Instant doneAt,
            @Nullable Stopped held,
            @Nullable Stopped givenUp,
            boolean retracted) {
        /** The campaign that it belongs to. */
        public String campaign() {
            return waits.campaign();
        }

        /** The name of the step. */
        public String step() {
            return waits.step();
        }

        /** When it is to be carried out, or to be asked about again. */
        public Instant dueAt() {
            return waits.dueAt();
        }

        private Action done(Instant moment) {
            return new Action(start, waits, content, planned, moment, held, givenUp, retracted);
        }

        private Action given(Stopped why) {
            return new Action(start, waits, content, planned, doneAt, held, why, retracted);
        }

        private Action due(Instant moment, boolean isPlanned) {
            return new Action(start, waits.due(moment, null), content, isPlanned, doneAt, held, givenUp, retracted);
        }

        private Action held(Verdict.Hold hold, boolean hasPlace) {
            return new Action(
                    start,
                    waits.due(hold.until(), hasPlace ? hold.until() : null),
                    content,
                    planned,
                    doneAt,
                    new Stopped(hold.gate(), hold.detail()),
                    givenUp,
                    retracted);
        }

        private Action retracted(boolean now) {
            return new Action(start, waits, content, planned, doneAt, held, givenUp, now);
        }

        /** Whether it is still to be carried out. */
        public boolean isQueued() {
            return doneAt == null && givenUp == null && !retracted;
        }
    }

    /**
     * What makes a step wait, or keeps it from being carried out.
     *
     * @param gate null: it was not due at all
     */
    public record Stopped(@Nullable Gate gate, String why) {}

    /** Decides what rules ask for at a moment; what was decided before is not decided again. */
    public void start(List<StartCampaigns.Asked> asked, Instant now) {
        var context = new StartCampaigns.Context(NOBODYS, 0, catalogue, now, zone, null, false);
        for (StartCampaigns.Asked ask : asked) {
            var key = LedgerRows.Key.of(ask);
            Optional<LedgerRows.Known> known = ledger.find(key);
            if (known.isPresent()) {
                requeue((int) known.get().id());
                continue;
            }
            StartCampaigns.Decision decision = StartCampaigns.decide(context, ledger, ask);
            int start = decided.size();
            ledger.add(key, LedgerRows.Known.of(start, decision, now));
            boolean goes = decision instanceof StartCampaigns.Decision.Go;
            String reason = decision instanceof StartCampaigns.Decision.Nothing nothing ? nothing.reason() : "";
            decided.add(new Decided(
                    ask.start().campaign(),
                    ask.start().origin(),
                    ask.start().since(),
                    now,
                    goes,
                    reason,
                    ask.start().because()));
            StartCampaigns.plan(context, ask, decision, Duration.ZERO).forEach(step -> queue(start, ask, step, now));
        }
    }

    private void queue(int start, StartCampaigns.Asked ask, StartCampaigns.PlannedStep step, Instant now) {
        var id = new UUID(start, actions.size());
        DueActions.Queued waits = StartCampaigns.queued(ask, step, id, now);
        Stopped never = step.plan() instanceof Schedule.Plan.Never(Instant wouldBe, String reason)
                ? new Stopped(null, reason)
                : null;
        String booking = waits.booking();
        if (booking != null) {
            giveUp(
                    action -> action.campaign().equals(waits.campaign())
                            && action.step().equals(waits.step())
                            && booking.equals(action.waits().booking()),
                    action -> new Stopped(Gate.BOOKING, "planned anew with the booking"));
        }
        actions.add(new Action(start, waits, step.step().content(), booking == null, null, null, never, false));
    }

    /**
     * Sees to it that what is due before a booking is not due while the client sleeps.
     *
     * @param client the facts of now; asked only if there is something to plan
     */
    public void plan(Supplier<Client> client) {
        if (actions.stream().noneMatch(action -> action.isQueued() && !action.planned())) {
            return;
        }
        var addressee = new Addressee(CLIENT, client.get());
        actions.replaceAll(action -> action.isQueued() && !action.planned()
                ? action.due(
                        ActionCandidate.of(action.waits(), catalogue, addressee)
                                .planned(POLICY, addressee.zone(), addressee.now()),
                        true)
                : action);
    }

    /** The campaigns of which something is still to be done. */
    public Set<String> queued() {
        return actions.stream().filter(Action::isQueued).map(Action::campaign).collect(Collectors.toSet());
    }

    /** Ends campaigns: what is still to be done of starts that came from before. */
    public void end(List<CampaignEnd> ends) {
        for (CampaignEnd end : ends) {
            giveUp(
                    action -> {
                        Decided from = decided.get(action.start());
                        return end.ends(from.campaign(), from.origin(), from.since());
                    },
                    action -> new Stopped(Gate.STOPPED, end.reason()));
        }
    }

    /**
     * Lets what is due before a booking follow it.
     *
     * @param startsAt when it starts now; empty: it is no longer BOOKED
     */
    public void follow(String booking, Optional<Instant> startsAt, Instant now) {
        actions.replaceAll(action -> {
            if (!action.isQueued() || !booking.equals(action.waits().booking())) {
                return action;
            }
            if (startsAt.isEmpty()) {
                return action.given(new Stopped(Gate.BOOKING, "the booking is no longer BOOKED"));
            }
            Instant due = startsAt.get().minus(lead(action));
            return due.isBefore(now)
                    ? action.given(new Stopped(Gate.BOOKING, "too late: the booking was moved"))
                    : action.due(due, false);
        });
    }

    private Duration lead(Action action) {
        return catalogue
                                .campaign(action.campaign())
                                .flatMap(campaign -> campaign.step(action.step()))
                                .map(Step::timing)
                                .orElseThrow()
                        instanceof Step.StepTiming.Before(Duration lead)
                ? lead
                : Duration.ZERO;
    }

    /** The tags that campaigns put on while these segments held, which the client leaves. */
    public List<String> perks(Collection<String> left) {
        return actions.stream()
                .filter(action -> action.doneAt() != null
                        && action.waits().whileSegment() != null
                        && left.contains(action.waits().whileSegment())
                        && action.content() instanceof Step.Tag)
                .map(action -> ((Step.Tag) action.content()).tag())
                .distinct()
                .toList();
    }

    /** Cancels what is still to be done for starts from an origin that a correction took back. */
    public void retract(String origin) {
        actions.replaceAll(action ->
                action.isQueued() && decided.get(action.start()).origin().equals(origin)
                        ? action.retracted(true)
                        : action);
    }

    /** What the starts came from of which something is still to be done. */
    public Set<String> open() {
        return actions.stream()
                .filter(Action::isQueued)
                .map(action -> decided.get(action.start()).origin())
                .collect(Collectors.toSet());
    }

    /** When the next action is due, if one is waiting. */
    public Optional<Instant> nextDue() {
        return actions.stream().filter(Action::isQueued).map(Action::dueAt).min(Instant::compareTo);
    }

    /** Tags that steps put on the client, and take off. */
    public record TagChanges(List<String> put, List<String> taken) {}

    /**
     * Decides about what is due, as deliveries do, and carries out what may be.
     *
     * @param segments that hold
     * @param facts what is known of the client; asked only if something is due
     */
    public TagChanges carryOut(Instant now, Set<String> segments, Supplier<Client> facts) {
        var changes = new TagChanges(new ArrayList<>(), new ArrayList<>());
        if (nextDue().filter(due -> !due.isAfter(now)).isEmpty()) {
            return changes;
        }
        var client = new Addressee(CLIENT, facts.get());
        Instant horizon = now.plus(POLICY.gap());
        List<Candidate> candidates = actions.stream()
                .filter(action -> action.isQueued() && !action.dueAt().isAfter(horizon))
                .map(action -> ActionCandidate.of(action.waits(), catalogue, client))
                .toList();
        RecipientFacts known = client.facts(false, segments, PlayedReach.of(client, candidates), openTasks(now), null);
        for (Ruling ruling : Arbiter.decide(POLICY, candidates, known, new Contacts(contacts, taken), now)) {
            carryOut(ruling, now, changes);
        }
        return changes;
    }

    private void carryOut(Ruling ruling, Instant now, TagChanges changes) {
        int place = (int) ruling.candidate().id().getLeastSignificantBits();
        Action action = actions.get(place);
        ruling.places()
                .forEach((limited, bucket) ->
                        taken.computeIfAbsent(limited, none -> new HashMap<>()).merge(bucket, 1, Integer::sum));
        actions.set(
                place,
                switch (ruling.verdict()) {
                    case Verdict.Send send -> {
                        contacts.add(new Contacts.Contact(
                                now,
                                CLIENT,
                                send.address(),
                                send.channel(),
                                ruling.candidate().terms().purpose(),
                                action.campaign(),
                                action.step()));
                        yield action.done(now);
                    }
                    case Verdict.Perform perform -> {
                        if (action.content() instanceof Step.Tag(String tag)) {
                            changes.put.add(tag);
                        } else if (action.content() instanceof Step.Untag(String tag)) {
                            changes.taken.add(tag);
                        }
                        yield action.done(now);
                    }
                    case Verdict.Hold hold -> action.held(hold, !ruling.places().isEmpty());
                    case Verdict.Drop drop -> action.given(new Stopped(drop.gate(), drop.detail()));
                });
    }

    /** Nobody says in a scenario when staff have done a task; it counts for as long as its step gives for it. */
    private Set<String> openTasks(Instant now) {
        return actions.stream()
                .filter(action -> action.content() instanceof Step.Task task
                        && (action.isQueued() && !action.dueAt().isAfter(now)
                                || action.doneAt() != null
                                        && action.doneAt()
                                                .plus(task.due() == null ? USUAL_TASK : task.due())
                                                .isAfter(now)))
                .map(Action::campaign)
                .collect(Collectors.toSet());
    }

    /** All decisions, in their order. */
    public List<Decided> decided() {
        return List.copyOf(decided);
    }

    /** All actions, in the order they were queued. */
    public List<Action> actions() {
        return List.copyOf(actions);
    }

    private void giveUp(Predicate<Action> which, Function<Action, Stopped> why) {
        actions.replaceAll(
                action -> action.isQueued() && which.test(action) ? action.given(why.apply(action)) : action);
    }

    private void requeue(int start) {
        actions.replaceAll(action -> action.start() == start && action.retracted() ? action.retracted(false) : action);
    }
}
