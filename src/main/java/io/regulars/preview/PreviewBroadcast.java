package io.regulars.preview;

import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.CampaignClient;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.campaigns.ledger.ForeseeStarts;
import io.regulars.campaigns.ledger.ForeseeStarts.Expectation;
import io.regulars.campaigns.ledger.LedgerRows;
import io.regulars.campaigns.ledger.Spread;
import io.regulars.campaigns.ledger.StartCampaigns;
import io.regulars.evaluation.CampaignClients;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.history.Profile;
import io.regulars.platform.RegularsConfig;
import io.regulars.platform.database.Database;
import io.regulars.rules.model.Effect;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what would follow if a campaign started now for all who are in a segment: by the functions that start and decide, on a simulated
 * clock. Nothing is written.
 */
@ApplicationScoped
public class PreviewBroadcast {
    private static final int CHUNK = 1_000;
    private static final UUID NOT_MADE_YET = new UUID(0, 0);

    private final Database database;
    private final LoadSnapshots loadSnapshots;
    private final ForeseeStarts foreseeStarts;
    private final PreviewSending previewSending;
    private final InstantSource clock;
    private final boolean holdouts;

    PreviewBroadcast(
            Database database,
            LoadSnapshots loadSnapshots,
            ForeseeStarts foreseeStarts,
            PreviewSending previewSending,
            InstantSource clock,
            RegularsConfig config) {
        this.database = database;
        this.loadSnapshots = loadSnapshots;
        this.foreseeStarts = foreseeStarts;
        this.previewSending = previewSending;
        this.clock = clock;
        this.holdouts = config.holdouts();
    }

    /**
     * What is asked.
     *
     * @param campaigns of the release that answers
     * @param members who is in the segment, by our own numbers
     * @param perDay how many starts a day; null: as many as the campaign's limit allows
     * @param sample how many clients of each kind are shown
     */
    public record Question(
            BusinessId business,
            CampaignCatalogue campaigns,
            String campaign,
            String segment,
            List<Long> members,
            @Nullable Integer perDay,
            int sample) {}

    /**
     * What would follow.
     *
     * @param starts for how many clients the campaign starts
     * @param heldOut how many get nothing, so that the effect can be told
     * @param skipped for how many it may not start, by the reason
     * @param lastStartAt when it starts for the last of them; null: for nobody
     */
    public record Foretold(
            long starts,
            long heldOut,
            Map<String, Integer> skipped,
            @Nullable Instant lastStartAt,
            List<SampleClient> sample,
            Impact.Sending sending) {
        public Foretold {
            skipped = new TreeMap<>(skipped);
            sample = List.copyOf(sample);
        }
    }

    /**
     * One client.
     *
     * @param client external id
     * @param name first and last name as far as they were told; null: neither was
     * @param outcome starts, held-out or skipped
     * @param reason why it does not start; empty if it does
     * @param dueAt when their first step is due; null: none is
     */
    public record SampleClient(
            String client,
            @Nullable String name,
            String outcome,
            String reason,
            @Nullable Instant dueAt) {}

    /** Plays it. */
    public Foretold preview(Question question) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        BusinessSettings business = database.transaction(tx -> loadSnapshots.settings(tx, question.business));
        var asked = new ArrayList<StartCampaigns.Asked>();
        var names = new HashMap<Long, @Nullable String>();
        for (int from = 0; from < question.members.size(); from += CHUNK) {
            List<Long> some = question.members.subList(from, Math.min(question.members.size(), from + CHUNK));
            database.transaction(tx -> loadSnapshots.load(tx, business.currency(), some))
                    .forEach(client -> {
                        asked.add(asked(
                                client.id(), question, CampaignClients.of(client.snapshot(), business, now), now));
                        names.put(client.id(), name(client.snapshot().profile()));
                    });
        }
        var clients = new LinkedHashSet<>(names.keySet());
        var context = new StartCampaigns.Context(
                question.business,
                0,
                question.campaigns,
                now,
                business.zone(),
                new Spread(0, question.perDay, now, business.zone()),
                holdouts);
        List<ForeseeStarts.Foreseen> foreseen =
                database.transaction(tx -> foreseeStarts.about(tx, clients)).foresee(context, asked);
        return new Foretold(
                count(foreseen, Expectation.STARTED),
                count(foreseen, Expectation.HELD_OUT),
                foreseen.stream()
                        .filter(one -> one.expectation() == Expectation.SKIPPED)
                        .collect(Collectors.toMap(PreviewBroadcast::kind, one -> 1, Integer::sum)),
                foreseen.stream()
                        .flatMap(one -> firstDue(one).stream())
                        .max(Instant::compareTo)
                        .orElse(null),
                sample(question, foreseen, names),
                previewSending.preview(
                        new PreviewSending.Asked(
                                question.business,
                                question.campaigns,
                                business,
                                now,
                                previewSending.waiting(question.business, question.campaigns),
                                Map.of(),
                                foreseen,
                                true),
                        () -> {}));
    }

    private static StartCampaigns.Asked asked(long client, Question question, CampaignClient known, Instant now) {
        var start =
                new Effect.Start(question.campaign, LedgerRows.broadcast(NOT_MADE_YET, question.segment), now, "", "");
        return new StartCampaigns.Asked(client, known, start, null, true);
    }

    private static long count(List<ForeseeStarts.Foreseen> foreseen, Expectation outcome) {
        return foreseen.stream().filter(one -> one.expectation() == outcome).count();
    }

    /** The reason without the moment in it, so that equal ones are counted together. */
    private static String kind(ForeseeStarts.Foreseen skipped) {
        return skipped.reason().replaceFirst(",? and it started on .*$", "");
    }

    private static Optional<Instant> firstDue(ForeseeStarts.Foreseen one) {
        return one.actions().stream().map(DueActions.Queued::dueAt).min(Instant::compareTo);
    }

    private static List<SampleClient> sample(
            Question question, List<ForeseeStarts.Foreseen> foreseen, Map<Long, @Nullable String> names) {
        return Stream.of(Expectation.STARTED, Expectation.HELD_OUT, Expectation.SKIPPED)
                .flatMap(outcome -> foreseen.stream()
                        .filter(one -> one.expectation() == outcome)
                        .limit(question.sample))
                .map(one -> new SampleClient(
                        one.asked().known().externalId(),
                        names.get(one.asked().client()),
                        outcome(one.expectation()),
                        one.reason(),
                        firstDue(one).orElse(null)))
                .toList();
    }

    private static String outcome(Expectation outcome) {
        return outcome == Expectation.STARTED
                ? "starts"
                : outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String name(Profile profile) {
        String both = Stream.of(profile.firstName(), profile.lastName())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return both.isEmpty() ? null : both;
    }
}
