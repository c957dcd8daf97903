package io.regulars.campaigns.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.ActionContent;
import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.CampaignClient;
import io.regulars.campaigns.CampaignClient.BookingAhead;
import io.regulars.campaigns.ClientShare;
import io.regulars.campaigns.Reentry;
import io.regulars.campaigns.Schedule;
import io.regulars.campaigns.Step;
import io.regulars.campaigns.ledger.LedgerRows.NewAction;
import io.regulars.platform.database.Transaction;
import io.regulars.rules.model.Effect;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts campaigns that rules ask for: once per client, campaign and origin, as often as the campaign allows, and never
 * from what was true before we were told. Every decision is a row of the ledger with its reason.
 */
@ApplicationScoped
public class StartCampaigns {
    private static final long NOT_STORED_YET = 0;

    private final LedgerRows starts;
    private final ObjectMapper json;

    StartCampaigns(LedgerRows starts, ObjectMapper json) {
        this.starts = starts;
        this.json = json;
    }

    /**
     * A start that a rule asks for.
     *
     * @param backlog why it is too late to start from this; null: it is not
     * @param ofSwitch whether it comes with many others, from a switch of rules or a broadcast, at the pace that these have
     */
    public record Asked(
            long client,
            CampaignClient known,
            Effect.Start start,
            @Nullable String backlog,
            boolean ofSwitch) {
        public Asked(long client, CampaignClient known, Effect.Start start, @Nullable String backlog) {
            this(client, known, start, backlog, false);
        }
    }

    /**
     * The release whose rules ask, and the moment.
     *
     * @param zone the business's, whose days a season counts
     * @param spread how starts that come with many others are spread; null: none do
     * @param holdouts whether clients are held out at all
     */
    public record Context(
            BusinessId business,
            int release,
            CampaignCatalogue catalogue,
            Instant now,
            ZoneId zone,
            @Nullable Spread spread,
            boolean holdouts) {}

    /** One line of the answer for a client. */
    public record Started(long client, StartedAction action) {}

    /**
     * Decides, records and queues, in a transaction that holds the clients' row locks. What was decided before is not
     * answered again.
     */
    public List<Started> start(Transaction transaction, Context context, List<Asked> asked) throws SQLException {
        return start(transaction, context, asked, decided -> Delays.of(transaction, starts, context, decided));
    }

    /**
     * The same for the next starts of one campaign that are spread, where the caller counts them.
     *
     * @param before how many of them were started before
     */
    public List<Started> startNext(Transaction transaction, Context context, List<Asked> asked, long before)
            throws SQLException {
        return start(transaction, context, asked, decided -> Delays.after(context, before));
    }

    /** Says how much later than they would else starts come. */
    @FunctionalInterface
    private interface Delaying {
        Delays of(List<LedgerRows.Decided> decided) throws SQLException;
    }

    private List<Started> start(Transaction transaction, Context context, List<Asked> asked, Delaying delaying)
            throws SQLException {
        if (asked.isEmpty()) {
            return List.of();
        }
        var ledger = starts.ledger(
                transaction, asked.stream().map(Asked::client).distinct().toList());
        var answer = new ArrayList<Started>();
        var decided = new ArrayList<LedgerRows.Decided>();
        for (Asked ask : asked) {
            var key = LedgerRows.Key.of(ask);
            Optional<LedgerRows.Known> known = ledger.find(key);
            if (known.isPresent()) {
                answer.addAll(requeueIfRetracted(transaction, known.get(), ask));
                continue;
            }
            Decision decision = decide(context, ledger, ask);
            ledger.add(key, LedgerRows.Known.of(NOT_STORED_YET, decision, context.now()));
            decided.add(new LedgerRows.Decided(ask, decision));
        }
        Delays delays = delaying.of(decided);
        var actions = new ArrayList<NewAction>();
        var clients = new ArrayList<Long>();
        for (LedgerRows.Decided one : decided) {
            Asked ask = one.ask();
            if (one.decision() instanceof Decision.Nothing nothing) {
                answer.add(new Started(ask.client(), line(ask, nothing)));
            }
            for (PlannedStep planned : plan(context, ask, one.decision(), delays.next(one))) {
                actions.add(action(ask, planned));
                clients.add(ask.client());
            }
        }
        List<StartedAction> queued = starts.insert(transaction, context, decided, actions);
        for (int i = 0; i < queued.size(); i++) {
            answer.add(new Started(clients.get(i), queued.get(i)));
        }
        return answer;
    }

    /** What is decided about a start. */
    public sealed interface Decision {
        /** It starts. */
        record Go(Campaign campaign) implements Decision {}

        /** The client gets nothing of it, so that its effect can be told from what happens without it. */
        record HeldOut(Campaign campaign) implements Decision {}

        /** Nothing follows: BACKLOG or SKIPPED, with the reason. */
        record Nothing(String state, String reason) implements Decision {}
    }

    /** Whether a start follows from what is asked, by the campaign's terms and what the ledger holds already. */
    public static Decision decide(Context context, LedgerRows.StartedSoFar ledger, Asked ask) {
        String name = ask.start().campaign();
        Optional<Campaign> found = context.catalogue().campaign(name);
        if (found.isEmpty()) {
            return new Decision.Nothing("SKIPPED", "the release has no campaign '" + name + "'");
        }
        if (ask.backlog() != null) {
            return new Decision.Nothing("BACKLOG", ask.backlog());
        }
        Campaign campaign = found.get();
        if (!campaign.season().includes(LocalDate.ofInstant(context.now(), context.zone()))) {
            return new Decision.Nothing("SKIPPED", "not in its season");
        }
        String tooSoon = ledger.lastStarted(ask.client(), name)
                .map(last -> tooSoon(campaign.reentry(), last, context.now()))
                .orElse("");
        if (!tooSoon.isEmpty()) {
            return new Decision.Nothing("SKIPPED", tooSoon);
        }
        boolean heldOut = context.holdouts()
                && ClientShare.isHeldOut(
                        context.business().value(), campaign, ask.known().externalId());
        return heldOut ? new Decision.HeldOut(campaign) : new Decision.Go(campaign);
    }

    /** Why a campaign may not start again; empty if it may. */
    private static String tooSoon(Reentry reentry, Instant last, Instant now) {
        return switch (reentry) {
            case Reentry.EachEntry each -> "";
            case Reentry.Once once -> "once per client, and it started on " + last;
            case Reentry.Every every ->
                last.plus(Duration.ofDays(every.days())).isAfter(now)
                        ? "at most every " + every.days() + " days, and it started on " + last
                        : "";
        };
    }

    /**
     * A step of a campaign that starts, or would have started for a client who is held out.
     *
     * @param state QUEUED, CANCELLED or HELD_OUT
     * @param template the one that the client gets; null: none
     * @param whileSegment the segment that has to hold when it is due; null: none
     * @param plan when it is due, or why it is not
     */
    public record PlannedStep(
            Campaign campaign,
            Step step,
            String state,
            @Nullable String template,
            @Nullable String whileSegment,
            Schedule.Plan plan) {}

    /** The steps of a start in their order; none where nothing follows. */
    public static List<PlannedStep> plan(Context context, Asked ask, Decision decision, Duration delay) {
        return switch (decision) {
            case Decision.Go(Campaign campaign) -> plan(context, ask, campaign, delay, "QUEUED");
            case Decision.HeldOut(Campaign campaign) -> plan(context, ask, campaign, delay, "HELD_OUT");
            case Decision.Nothing nothing -> List.of();
        };
    }

    private static List<PlannedStep> plan(
            Context context, Asked ask, Campaign campaign, Duration delay, String queued) {
        String origin = ask.start().origin();
        Optional<BookingAhead> booking = ask.known().bookingOf(origin, context.now());
        Instant start = context.now().plus(delay);
        var steps = new ArrayList<PlannedStep>();
        for (Step step : campaign.steps()) {
            Schedule.Plan plan = Schedule.plan(campaign, step, context.now(), start, ask.known(), booking);
            String state = plan instanceof Schedule.Plan.Never ? "CANCELLED" : queued;
            steps.add(new PlannedStep(
                    campaign,
                    step,
                    state,
                    template(context, ask, campaign, step),
                    whileSegment(context, ask, campaign),
                    plan));
        }
        return steps;
    }

    private static @Nullable String template(Context context, Asked ask, Campaign campaign, Step step) {
        if (!(step.content() instanceof Step.Message message)) {
            return null;
        }
        return message.variants().isEmpty()
                ? message.template()
                : ClientShare.variant(
                        context.business().value(),
                        campaign.name(),
                        step.name(),
                        message.variants(),
                        ask.known().externalId());
    }

    /** What is spread over days needs that what it came from still holds, whatever the campaign says. */
    private static @Nullable String whileSegment(Context context, Asked ask, Campaign campaign) {
        String startedFrom = LedgerRows.segmentOf(ask.start().origin());
        Spread spread = context.spread();
        return switch (campaign.during()) {
            case Campaign.WhileSegment.Named(String segment) -> segment;
            case Campaign.WhileSegment.StartedFrom from -> startedFrom;
            case Campaign.WhileSegment.None none ->
                ask.ofSwitch() && spread != null && spread.perDay() != null ? startedFrom : null;
        };
    }

    private List<Started> requeueIfRetracted(Transaction transaction, LedgerRows.Known known, Asked ask)
            throws SQLException {
        if (!known.retracted()) {
            return List.of();
        }
        return starts.requeue(transaction, known.id()).stream()
                .map(action -> new Started(ask.client(), action))
                .toList();
    }

    private static StartedAction line(Asked ask, Decision.Nothing nothing) {
        return new StartedAction(
                null,
                ask.start().campaign(),
                null,
                nothing.state(),
                null,
                ask.start().because(),
                nothing.reason());
    }

    private NewAction action(Asked ask, PlannedStep planned) {
        var key = LedgerRows.Key.of(ask);
        String because = ask.start().because();
        String step = planned.step().name();
        return switch (planned.plan()) {
            case Schedule.Plan.Due due -> {
                var content = ActionContent.of(planned.step(), planned.template(), due.validUntil());
                yield new NewAction(
                        key,
                        step,
                        content.kind(),
                        written(content),
                        planned.state(),
                        null,
                        due.at(),
                        due.expiresAt(),
                        because,
                        planned.whileSegment(),
                        variant(planned),
                        due.before() == null ? null : due.before().id(),
                        planned.step().timing() instanceof Step.StepTiming.Before(Duration lead) ? lead : null);
            }
            case Schedule.Plan.Never never -> {
                var content = ActionContent.of(planned.step(), planned.template(), null);
                yield new NewAction(
                        key,
                        step,
                        content.kind(),
                        written(content),
                        planned.state(),
                        never.reason(),
                        never.wouldBe(),
                        null,
                        because,
                        planned.whileSegment(),
                        variant(planned),
                        null,
                        null);
            }
        };
    }

    /** A step as it waits for its decision, or would if it were due at all. */
    public static DueActions.Queued queued(Asked ask, PlannedStep planned, UUID id, Instant now) {
        Schedule.Plan.Due due = planned.plan() instanceof Schedule.Plan.Due it ? it : null;
        Instant at = switch (planned.plan()) {
            case Schedule.Plan.Due it -> it.at();
            case Schedule.Plan.Never never -> never.wouldBe();
        };
        return new DueActions.Queued(
                id,
                NOT_STORED_YET,
                planned.campaign().name(),
                planned.step().name(),
                ActionContent.of(planned.step(), planned.template(), due == null ? null : due.validUntil()),
                at,
                due == null ? null : due.expiresAt(),
                planned.whileSegment(),
                due == null || due.before() == null ? null : due.before().id(),
                null,
                ask.start().origin(),
                now);
    }

    private static @Nullable String variant(PlannedStep planned) {
        return planned.step().content() instanceof Step.Message message
                        && !message.variants().isEmpty()
                ? planned.template()
                : null;
    }

    private String written(ActionContent content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Content of a step cannot be written", e);
        }
    }
}
