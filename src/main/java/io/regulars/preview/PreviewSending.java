package io.regulars.preview;

import io.regulars.access.businesses.BusinessId;
import io.regulars.arbiter.Gate;
import io.regulars.arbiter.SendingForecast;
import io.regulars.campaigns.Addressee;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.ledger.DueActions;
import io.regulars.campaigns.ledger.ForeseeStarts;
import io.regulars.delivery.ForecastSending;
import io.regulars.facts.Client;
import io.regulars.facts.Cutoffs;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.platform.database.Database;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says what goes out in the days after a release or a broadcast begins: of what waits, and of what it would start. */
@ApplicationScoped
class PreviewSending {
    private static final int DAYS = 14;
    private static final int CHUNK = 1_000;

    private final Database database;
    private final LoadSnapshots loadSnapshots;
    private final ForecastSending forecastSending;
    private final InstantSource clock;

    PreviewSending(
            Database database, LoadSnapshots loadSnapshots, ForecastSending forecastSending, InstantSource clock) {
        this.database = database;
        this.loadSnapshots = loadSnapshots;
        this.forecastSending = forecastSending;
        this.clock = clock;
    }

    /**
     * What is known before.
     *
     * @param campaigns of the release that answers then
     * @param at when it begins
     * @param waiting clients for whom something waits already
     * @param segments that clients are in then, where these differ from those that they are stored to be in
     * @param foreseen what would start
     * @param startingOnly whether only what starts is told of; what waits plays its part all the same
     */
    record Asked(
            BusinessId number,
            CampaignCatalogue campaigns,
            BusinessSettings business,
            Instant at,
            Set<Long> waiting,
            Map<Long, Set<String>> segments,
            List<ForeseeStarts.Foreseen> foreseen,
            boolean startingOnly) {
        private ForecastSending.Question sending() {
            return PreviewSending.sending(number, campaigns, at);
        }
    }

    private static ForecastSending.Question sending(BusinessId business, CampaignCatalogue campaigns, Instant at) {
        return new ForecastSending.Question(business, campaigns, at, at.plus(Duration.ofDays(DAYS)));
    }

    /** The clients for whom something waits already. */
    Set<Long> waiting(BusinessId business, CampaignCatalogue campaigns) {
        return database.transaction(tx -> forecastSending.waiting(tx, sending(business, campaigns, clock.instant())));
    }

    /**
     * Plays it.
     *
     * @param check called now and then; may throw to end it
     */
    Impact.Sending preview(Asked asked, Runnable check) {
        Map<Long, List<DueActions.Queued>> starting = new HashMap<>();
        asked.foreseen.forEach(one -> {
            if (!one.actions().isEmpty()) {
                starting.computeIfAbsent(one.asked().client(), first -> new ArrayList<>())
                        .addAll(one.actions());
            }
        });
        Set<Long> concerned = new TreeSet<>(starting.keySet());
        concerned.addAll(asked.waiting);
        var forecast = forecastSending.begin(asked.sending());
        var names = new HashMap<Long, String>();
        List<Long> all = List.copyOf(concerned);
        for (int from = 0; from < all.size(); from += CHUNK) {
            check.run();
            List<Long> some = all.subList(from, Math.min(all.size(), from + CHUNK));
            database.transaction(tx -> {
                var recipients = recipients(tx, asked, starting, some);
                recipients.forEach(one ->
                        names.put(one.client().number(), one.client().client().id()));
                forecast.add(tx, recipients);
                return some;
            });
        }
        check.run();
        return told(database.transaction(tx -> forecast.tell(tx, asked.business.zone(), asked.startingOnly)), names);
    }

    private List<ForecastSending.Recipient> recipients(
            Transaction tx, Asked asked, Map<Long, List<DueActions.Queued>> starting, List<Long> clients)
            throws SQLException {
        return loadSnapshots.load(tx, asked.business.currency(), clients).stream()
                .map(one -> new ForecastSending.Recipient(
                        new Addressee(one.id(), Client.of(asked.business, one.snapshot(), asked.at, Cutoffs.NONE)),
                        asked.segments.getOrDefault(one.id(), new HashSet<>(one.held())),
                        starting.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private static Impact.Sending told(SendingForecast forecast, Map<Long, String> names) {
        return new Impact.Sending(
                DAYS,
                SendingForecast.ASSUMPTION,
                forecast.steps().stream().map(PreviewSending::step).toList(),
                forecast.most().stream()
                        .map(one -> new Impact.Recipient(names.getOrDefault(one.client(), ""), null, one.messages()))
                        .toList());
    }

    private static Impact.SendingOfStep step(SendingForecast.OfStep step) {
        var byDay = new TreeMap<String, Integer>();
        step.sent().forEach((day, messages) -> byDay.put(day.toString(), messages));
        return new Impact.SendingOfStep(
                step.campaign(),
                step.step(),
                byDay.values().stream().mapToLong(Integer::longValue).sum(),
                byDay,
                words(step.held()),
                words(step.dropped()));
    }

    private static Map<String, Integer> words(Map<Gate, Integer> gates) {
        var words = new LinkedHashMap<String, Integer>();
        gates.forEach((gate, messages) -> words.put(gate.word(), messages));
        return words;
    }
}
