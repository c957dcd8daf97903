package io.regulars.preview;

import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.ledger.ForeseeStarts;
import io.regulars.campaigns.ledger.Spread;
import io.regulars.campaigns.ledger.StartCampaigns;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.jobs.ParallelBatches;
import io.regulars.platform.CancellationCheck;
import io.regulars.platform.RegularsConfig;
import io.regulars.platform.database.Database;
import io.regulars.rules.model.Assignment;
import io.regulars.rules.model.RuleSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Says what a release would do to the clients of a business if it began to answer now: who would come into which segment, leave it or
 * stay, and which campaigns would start. Every client is judged by the release's rules and compared with what is stored. Nothing is
 * written.
 */
@ApplicationScoped
public class PreviewRelease {
    private static final int BATCH = 100;

    private final Database database;
    private final Populations populations;
    private final HistoricEffects historicEffects;
    private final ForeseeStarts foreseeStarts;
    private final PreviewSending previewSending;
    private final ParallelBatches parallel;
    private final boolean holdouts;

    PreviewRelease(
            Database database,
            Populations populations,
            HistoricEffects historicEffects,
            ForeseeStarts foreseeStarts,
            PreviewSending previewSending,
            ParallelBatches parallel,
            RegularsConfig config) {
        this.parallel = parallel;
        this.database = database;
        this.populations = populations;
        this.historicEffects = historicEffects;
        this.foreseeStarts = foreseeStarts;
        this.previewSending = previewSending;
        this.holdouts = config.holdouts();
    }

    /**
     * What is asked.
     *
     * @param starts whether campaigns start from what is true when the release begins to answer; else that is backlog
     * @param sample how many clients of each kind are shown
     */
    public record Question(
            BusinessId business, RuleSet rules, CampaignCatalogue campaigns, SwitchStarts starts, int sample) {
        /** Whether what is true at the switch is more than backlog. */
        public boolean everyone() {
            return starts.mode() != SwitchStarts.Mode.FUTURE_ONLY;
        }
    }

    /**
     * Judges everybody.
     *
     * @param progress told how many clients are judged
     * @param cancelled asked now and then; true ends it with a CancellationException
     */
    public Impact preview(Question question, LongConsumer progress, BooleanSupplier cancelled) {
        RuleSet.Undecided undecided = question.rules.undecided();
        Set<Long> waiting = previewSending.waiting(question.business, question.campaigns);
        var asked = new Populations.Question<>(
                Duration.ZERO,
                question.rules.cuts(),
                (done, of) -> {
                    progress.accept(done);
                    CancellationCheck.check(cancelled);
                },
                part -> judge(question, undecided, waiting, part));
        var judged = populations.judge(question.business, asked);
        var moves = new SegmentMovements(question.rules, question.sample);
        var starts = new PossibleStarts(question.rules, question.everyone());
        var segments = new HashMap<Long, Set<String>>();
        judged.parts().forEach(part -> {
            moves.add(part.moves);
            starts.add(part.starts);
            segments.putAll(part.segments);
        });
        List<ForeseeStarts.Foreseen> foreseen =
                foresee(question, judged.business().zone(), starts, cancelled);
        var costs = new CampaignCosts(question.campaigns, judged.business().currency(), starts);
        List<Impact.OfCampaign> campaigns = costs.of(foreseen);
        return new Impact(
                judged.at(),
                moves.clients(),
                moves.moved(),
                moves.segments(),
                moves.ways(),
                campaigns,
                days(question.starts, campaigns),
                previewSending.preview(
                        new PreviewSending.Asked(
                                question.business,
                                question.campaigns,
                                judged.business(),
                                judged.at(),
                                waiting,
                                segments,
                                foreseen,
                                false),
                        () -> CancellationCheck.check(cancelled)));
    }

    private static @Nullable Long days(SwitchStarts starts, List<Impact.OfCampaign> campaigns) {
        Integer perDay = starts.perDay();
        long all = campaigns.stream().mapToLong(Impact.OfCampaign::starts).sum();
        return perDay == null ? null : Math.ceilDiv(all, perDay);
    }

    /** What is found of one part. */
    private record Found(SegmentMovements moves, PossibleStarts starts, Map<Long, Set<String>> segments) {}

    private static Found judge(
            Question question, RuleSet.Undecided undecided, Set<Long> waiting, Population.Part part) {
        var segments = new HashMap<Long, Set<String>>();
        var moves = new SegmentMovements(question.rules, question.sample);
        var starts = new PossibleStarts(question.rules, question.everyone());
        part.judge(question.rules, (clientSnapshot, client, assignments) -> {
            var compared = SegmentComparison.of(clientSnapshot, client, assignments);
            moves.take(part, compared);
            Set<String> held = Assignment.segments(assignments);
            moves.undecided(undecided.of(client, held));
            starts.take(clientSnapshot, compared);
            segments.put(clientSnapshot.id(), held);
        });
        PossibleStarts found = part.alone(starts::found);
        segments.keySet()
                .removeIf(
                        client -> !waiting.contains(client) && !found.clients().contains(client));
        return new Found(moves, found, segments);
    }

    /**
     * When somebody came into a segment by these rules is found by going back through their history, which takes its time; only
     * whom it makes a difference for is asked about it.
     */
    private List<ForeseeStarts.Foreseen> foresee(
            Question question, ZoneId zone, PossibleStarts starts, BooleanSupplier cancelled) {
        var foresight = database.transaction(tx -> foreseeStarts.about(tx, starts.clients()));
        Set<Long> unsure = new HashSet<>(starts.dependingOnSince());
        unsure.addAll(foresight.decidedBefore(starts.fromChanges()));
        List<StartCampaigns.Asked> asked = new ArrayList<>(starts.asked(unsure));
        asked.addAll(historic(question, unsure.stream().sorted().toList(), () -> CancellationCheck.check(cancelled)));
        return foresight.foresee(
                new StartCampaigns.Context(
                        question.business,
                        0,
                        question.campaigns,
                        historicEffects.now(),
                        zone,
                        new Spread(0, question.starts.perDay(), historicEffects.now(), zone),
                        holdouts),
                asked);
    }

    /** In the order of the clients. */
    private List<StartCampaigns.Asked> historic(Question question, List<Long> clients, Runnable check) {
        SortedMap<Integer, List<StartCampaigns.Asked>> asked = new ConcurrentSkipListMap<>();
        var next = new AtomicInteger();
        parallel.repeat(() -> {
            int from = next.getAndAdd(BATCH);
            if (from >= clients.size()) {
                return false;
            }
            check.run();
            List<Long> some = clients.subList(from, Math.min(clients.size(), from + BATCH));
            asked.put(from, database.transaction(tx -> historicEffects.starts(tx, question, some)));
            return true;
        });
        return asked.values().stream().flatMap(List::stream).toList();
    }
}
