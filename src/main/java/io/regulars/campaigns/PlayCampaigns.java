package io.regulars.campaigns;

import io.regulars.access.BusinessId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns of one client on a simulated clock: decided as {@link StartCampaigns} decides, kept in memory instead of the
 * ledger. Not for several threads.
 */
public final class PlayCampaigns {
    private static final BusinessId NOBODYS = new BusinessId(0);

    private final CampaignCatalogue catalogue;
    private final LedgerRows.StartedSoFar ledger = new LedgerRows.StartedSoFar();
    private final List<Decided> decided = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();

    /** Nothing was ever started. */
    public PlayCampaigns(CampaignCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * What was decided about a start that a rule asked for.
     *
     * @param started false if nothing follows from it
     * @param reason why nothing follows; empty if something does
     */
    public record Decided(String campaign, String origin, Instant at, boolean started, String reason, String because) {}

    /**
     * A step of a campaign that was started.
     *
     * @param start its place among what was decided
     * @param tag what is put on the client; null for messages and tasks
     * @param doneAt when it was carried out; null: not yet, or never
     * @param cancelled whether a correction took back what it came from
     */
    public record Action(
            int start,
            String campaign,
            String step,
            Instant dueAt,
            @Nullable String tag,
            @Nullable Instant doneAt,
            boolean cancelled) {
        private Action done(Instant moment) {
            return new Action(start, campaign, step, dueAt, tag, moment, cancelled);
        }

        private Action cancelled(boolean now) {
            return new Action(start, campaign, step, dueAt, tag, doneAt, now);
        }

        private boolean isQueued() {
            return doneAt == null && !cancelled;
        }
    }

    /** Decides what rules ask for at a moment; what was decided before is not decided again. */
    public void start(List<StartCampaigns.Asked> asked, Instant now) {
        var context = new StartCampaigns.Context(NOBODYS, 0, catalogue, now);
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
                    now,
                    goes,
                    reason,
                    ask.start().because()));
            if (decision instanceof StartCampaigns.Decision.Go(Campaign campaign)) {
                campaign.steps().forEach(step -> queue(start, campaign, step, now));
            }
        }
    }

    /** Cancels what is still to be done for starts from an origin that a correction took back. */
    public void retract(String origin) {
        actions.replaceAll(action ->
                action.isQueued() && decided.get(action.start()).origin().equals(origin)
                        ? action.cancelled(true)
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

    /** Carries out what is due, and answers the tags that this puts on the client. */
    public List<String> carryOut(Instant now) {
        var tags = new ArrayList<String>();
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            if (action.isQueued() && !action.dueAt().isAfter(now)) {
                actions.set(i, action.done(now));
                if (action.tag() != null) {
                    tags.add(action.tag());
                }
            }
        }
        return tags;
    }

    /** All decisions, in their order. */
    public List<Decided> decided() {
        return List.copyOf(decided);
    }

    /** All actions, in the order they were queued. */
    public List<Action> actions() {
        return List.copyOf(actions);
    }

    private void queue(int start, Campaign campaign, Step step, Instant now) {
        String tag = step.content() instanceof Step.Tag(String name) ? name : null;
        Duration after = step.timing() instanceof Step.StepTiming.After(Duration delay) ? delay : Duration.ZERO;
        actions.add(new Action(start, campaign.name(), step.name(), now.plus(after), tag, null, false));
    }

    private void requeue(int start) {
        actions.replaceAll(action -> action.start() == start && action.cancelled() ? action.cancelled(false) : action);
    }
}
