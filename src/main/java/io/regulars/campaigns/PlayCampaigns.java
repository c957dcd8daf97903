package io.regulars.campaigns;

import io.regulars.access.BusinessId;
import io.regulars.facts.Client;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns of one client on a simulated clock: decided as {@link StartCampaigns} decides, kept in memory instead of the
 * ledger. Nobody is held out. Not for several threads.
 */
public final class PlayCampaigns {
    private static final BusinessId NOBODYS = new BusinessId(0);

    private final CampaignCatalogue catalogue;
    private final ZoneId zone;
    private final LedgerRows.StartedSoFar ledger = new LedgerRows.StartedSoFar();
    private final List<Decided> decided = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();

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
     * @param content what is done; null: nothing that concerns the client's tags
     * @param whileSegment the segment that has to hold when it is due; null: none
     * @param booking the booking that it is due before; null: none
     * @param doneAt when it was carried out; null: not yet, or never
     * @param givenUp why it is not carried out; null: it is, or will be
     * @param retracted whether a correction took back what it came from
     */
    public record Action(
            int start,
            String campaign,
            String step,
            Instant dueAt,
            Step.@Nullable Content content,
            @Nullable String whileSegment,
            @Nullable String booking,
            @Nullable Instant doneAt,
            @Nullable String givenUp,
            boolean retracted) {
        private Action done(Instant moment) {
            return new Action(start, campaign, step, dueAt, content, whileSegment, booking, moment, givenUp, retracted);
        }

        private Action given(@Nullable String why) {
            return new Action(start, campaign, step, dueAt, content, whileSegment, booking, doneAt, why, retracted);
        }

        private Action due(Instant moment) {
            return new Action(
                    start, campaign, step, moment, content, whileSegment, booking, doneAt, givenUp, retracted);
        }

        private Action retracted(boolean now) {
            return new Action(start, campaign, step, dueAt, content, whileSegment, booking, doneAt, givenUp, now);
        }

        private boolean isQueued() {
            return doneAt == null && givenUp == null && !retracted;
        }
    }

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
            StartCampaigns.plan(context, ask, decision, Duration.ZERO).forEach(step -> queue(start, step));
        }
    }

    private void queue(int start, StartCampaigns.PlannedStep planned) {
        Step step = planned.step();
        String campaign = planned.campaign().name();
        Step.Content content = planned.step().content();
        switch (planned.plan()) {
            case Schedule.Plan.Due due -> {
                String booking = due.before() == null ? null : due.before().id();
                if (booking != null) {
                    giveUp(
                            action -> action.campaign().equals(campaign)
                                    && action.step().equals(step.name())
                                    && booking.equals(action.booking()),
                            action -> "planned anew with the booking");
                }
                actions.add(new Action(
                        start,
                        campaign,
                        step.name(),
                        due.at(),
                        content,
                        planned.whileSegment(),
                        booking,
                        null,
                        null,
                        false));
            }
            case Schedule.Plan.Never never ->
                actions.add(new Action(
                        start,
                        campaign,
                        step.name(),
                        never.wouldBe(),
                        content,
                        null,
                        null,
                        null,
                        never.reason(),
                        false));
        }
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
                    action -> end.reason());
        }
    }

    /**
     * Lets what is due before a booking follow it.
     *
     * @param startsAt when it starts now; empty: it is no longer BOOKED
     */
    public void follow(String booking, Optional<Instant> startsAt, Instant now) {
        actions.replaceAll(action -> {
            if (!action.isQueued() || !booking.equals(action.booking())) {
                return action;
            }
            if (startsAt.isEmpty()) {
                return action.given("the booking is no longer BOOKED");
            }
            Instant due = startsAt.get().minus(lead(action));
            return due.isBefore(now) ? action.given("too late: the booking was moved") : action.due(due);
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
                        && action.whileSegment() != null
                        && left.contains(action.whileSegment())
                        && action.content() instanceof Step.Tag)
                .map(action -> ((Step.Tag) Objects.requireNonNull(action.content())).tag())
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
     * Carries out what is due and nothing speaks against.
     *
     * @param segments that hold
     * @param facts what is known of the client; asked only if something is due
     */
    public TagChanges carryOut(Instant now, Set<String> segments, Supplier<Client> facts) {
        var changes = new TagChanges(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            if (!action.isQueued() || action.dueAt().isAfter(now)) {
                continue;
            }
            Campaign campaign = catalogue.campaign(action.campaign()).orElseThrow();
            Step step = campaign.step(action.step()).orElseThrow();
            Optional<String> why =
                    DueSteps.givenUp(catalogue, campaign, step, action.whileSegment(), segments, facts.get());
            if (why.isPresent()) {
                actions.set(i, action.given(why.get()));
                continue;
            }
            actions.set(i, action.done(now));
            if (step.content() instanceof Step.Tag(String tag)) {
                changes.put.add(tag);
            } else if (step.content() instanceof Step.Untag(String tag)) {
                changes.taken.add(tag);
            }
        }
        return changes;
    }

    /** All decisions, in their order. */
    public List<Decided> decided() {
        return List.copyOf(decided);
    }

    /** All actions, in the order they were queued. */
    public List<Action> actions() {
        return List.copyOf(actions);
    }

    private void giveUp(Predicate<Action> which, Function<Action, String> why) {
        actions.replaceAll(
                action -> action.isQueued() && which.test(action) ? action.given(why.apply(action)) : action);
    }

    private void requeue(int start) {
        actions.replaceAll(action -> action.start() == start && action.retracted() ? action.retracted(false) : action);
    }
}
