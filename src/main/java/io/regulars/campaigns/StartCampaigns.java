package io.regulars.campaigns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regulars.access.BusinessId;
import io.regulars.platform.Transaction;
import io.regulars.rules.model.Effect;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * @param spread whether it is one of those that the switch of rules spreads
     */
    public record Asked(
            long client, Effect.Start start, @Nullable String backlog, boolean spread) {
        public Asked(long client, Effect.Start start, @Nullable String backlog) {
            this(client, start, backlog, false);
        }
    }

    /**
     * The release whose rules ask, and the moment.
     *
     * @param spread how the starts of the switch are spread; null: they are not
     */
    public record Context(
            BusinessId business,
            int release,
            CampaignCatalogue catalogue,
            Instant now,
            @Nullable Spread spread) {
        public Context(BusinessId business, int release, CampaignCatalogue catalogue, Instant now) {
            this(business, release, catalogue, now, null);
        }
    }

    /** One line of the answer for a client. */
    public record Started(long client, StartedAction action) {}

    /**
     * Decides, records and queues, in a transaction that holds the clients' row locks. What was decided before is not
     * answered again.
     */
    public List<Started> start(Transaction transaction, Context context, List<Asked> asked) throws SQLException {
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
        var actions = new ArrayList<LedgerRows.NewAction>();
        var clients = new ArrayList<Long>();
        for (LedgerRows.Decided one : decided) {
            Asked ask = one.ask();
            switch (one.decision()) {
                case Decision.Nothing nothing -> answer.add(new Started(ask.client(), line(ask, nothing)));
                case Decision.Go go -> {
                    Duration delay = delay(transaction, context, ask);
                    go.campaign().steps().forEach(step -> {
                        actions.add(action(context, ask, go.campaign(), step, delay));
                        clients.add(ask.client());
                    });
                }
            }
        }
        List<StartedAction> queued = starts.insert(transaction, context, decided, actions);
        for (int i = 0; i < queued.size(); i++) {
            answer.add(new Started(clients.get(i), queued.get(i)));
        }
        return answer;
    }

    /** What is decided about a start. */
    sealed interface Decision {
        /** It starts. */
        record Go(Campaign campaign) implements Decision {}

        /** Nothing follows: BACKLOG or SKIPPED, with the reason. */
        record Nothing(String state, String reason) implements Decision {}
    }

    static Decision decide(Context context, LedgerRows.StartedSoFar ledger, Asked ask) {
        String name = ask.start().campaign();
        Optional<Campaign> campaign = context.catalogue().campaign(name);
        if (campaign.isEmpty()) {
            return new Decision.Nothing("SKIPPED", "the release has no campaign '" + name + "'");
        }
        if (ask.backlog() != null) {
            return new Decision.Nothing("BACKLOG", ask.backlog());
        }
        Optional<Instant> last = ledger.lastStarted(ask.client(), name);
        return switch (campaign.get().reentry()) {
            case Reentry.EachEntry each -> new Decision.Go(campaign.get());
            case Reentry.Once once ->
                last.<Decision>map(at -> new Decision.Nothing("SKIPPED", "once per client, and it started on " + at))
                        .orElseGet(() -> new Decision.Go(campaign.get()));
            case Reentry.Every every ->
                last.filter(at -> at.plus(Duration.ofDays(every.days())).isAfter(context.now()))
                        .<Decision>map(at -> new Decision.Nothing(
                                "SKIPPED", "at most every " + every.days() + " days, and it started on " + at))
                        .orElseGet(() -> new Decision.Go(campaign.get()));
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

    private Duration delay(Transaction transaction, Context context, Asked ask) throws SQLException {
        Spread spread = context.spread();
        return spread == null || !ask.spread()
                ? Duration.ZERO
                : spread.delay(starts.position(transaction, context.business(), spread));
    }

    private LedgerRows.NewAction action(Context context, Asked ask, Campaign campaign, Step step, Duration delay) {
        Duration after = step.timing() instanceof Step.StepTiming.After(Duration said) ? said : Duration.ZERO;
        Instant dueAt = context.now().plus(after).plus(delay);
        Duration promised = campaign.promised();
        Instant validUntil = promised == null ? null : dueAt.plus(promised);
        var content = ActionContent.of(step, null, validUntil);
        try {
            return new LedgerRows.NewAction(
                    LedgerRows.Key.of(ask),
                    step.name(),
                    content.kind(),
                    json.writeValueAsString(content),
                    dueAt,
                    ask.start().because(),
                    ask.spread() ? LedgerRows.segmentOf(ask.start().origin()) : null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Content of a step cannot be written", e);
        }
    }
}
