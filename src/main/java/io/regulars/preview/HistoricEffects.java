package io.regulars.preview;

import io.regulars.access.businesses.BusinessId;
import io.regulars.campaigns.ledger.StartCampaigns;
import io.regulars.evaluation.CampaignClients;
import io.regulars.evaluation.EvaluationInput;
import io.regulars.evaluation.EvaluationResult;
import io.regulars.evaluation.Evaluator;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.evaluation.ranks.OwnCutoffs;
import io.regulars.facts.Cutoffs;
import io.regulars.platform.database.Transaction;
import io.regulars.ranking.past.CutoffTimeline;
import io.regulars.ranking.past.PastCutoffs;
import io.regulars.rules.model.Effect;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What other rules would ask for of clients whose histories are gone through, as an evaluation does it; nothing is stored. */
@ApplicationScoped
class HistoricEffects {
    private final LoadClients loadClients;
    private final InstantSource clock;

    HistoricEffects(LoadClients loadClients, InstantSource clock) {
        this.loadClients = loadClients;
        this.clock = clock;
    }

    /** The moment it is now, as it is stored. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The starts that the question's rules ask for. */
    List<StartCampaigns.Asked> starts(Transaction transaction, PreviewRelease.Question question, List<Long> clients)
            throws SQLException {
        BusinessId business = question.business();
        Instant now = now();
        var loaded = loadClients.load(transaction, business, clients, Map.of());
        var cuts = question.rules().cuts();
        var cutoffs = OwnCutoffs.of(transaction, business, loaded.ranking(), cuts);
        PastCutoffs past = CutoffTimeline.of(transaction, business, cuts, cutoffs.applied());
        List<EvaluationInput> inputs = loaded.clients().stream()
                .map(client -> new EvaluationInput(
                        loaded.business(),
                        client.history(),
                        client.previous().byOtherRules(),
                        List.of(),
                        now,
                        null,
                        cuts.isEmpty() ? Cutoffs.NONE : cutoffs.of(client, client.spend(loaded.business(), now)),
                        past))
                .toList();
        List<EvaluationResult> results = new Evaluator(question.rules()).evaluate(inputs);
        var asked = new ArrayList<StartCampaigns.Asked>();
        for (int i = 0; i < results.size(); i++) {
            long client = loaded.clients().get(i).id();
            var known = CampaignClients.of(loaded.clients().get(i).history().latest(), loaded.business(), now);
            results.get(i).effects().stream()
                    .filter(Effect.Start.class::isInstance)
                    .map(Effect.Start.class::cast)
                    .forEach(start -> asked.add(PossibleStarts.asked(client, known, start, question.everyone())));
        }
        return asked;
    }
}
