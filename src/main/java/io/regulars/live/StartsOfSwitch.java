package io.regulars.live;

import io.regulars.campaigns.CampaignClient;
import io.regulars.campaigns.ledger.Spread;
import io.regulars.campaigns.ledger.StartCampaigns;
import io.regulars.evaluation.Backlog;
import io.regulars.evaluation.LoadedClient;
import io.regulars.evaluation.SwitchStarts;
import io.regulars.evaluation.load.LoadClients;
import io.regulars.rules.model.Effect;
import org.jspecify.annotations.Nullable;

/** Starts from what was true when other rules began to answer: as whoever switched the rules wanted it. */
final class StartsOfSwitch {
    private final SwitchStarts starts;
    private final @Nullable Spread spread;

    StartsOfSwitch(LoadClients.Loaded loaded) {
        this.starts = loaded.switched().map(SwitchStarts.Made::starts).orElse(SwitchStarts.FUTURE_ONLY);
        Integer perDay = starts.perDay();
        this.spread = loaded.switched()
                .map(made -> new Spread(
                        made.activation(), perDay, made.at(), loaded.business().zone()))
                .orElse(null);
    }

    /** How the starts of the switch are spread; null: there was none. */
    @Nullable
    Spread spread() {
        return spread;
    }

    /** The start that a rule asks for; what is backlog for no other reason than the switch may follow all the same. */
    StartCampaigns.Asked asked(
            LoadedClient client, CampaignClient known, Effect.Start start, @Nullable String backlog) {
        if (!Backlog.RULES_CHANGED.equals(backlog)) {
            return new StartCampaigns.Asked(client.id(), known, start, backlog);
        }
        return switch (starts.mode()) {
            case FUTURE_ONLY -> new StartCampaigns.Asked(client.id(), known, start, backlog);
            case EVERYONE, PER_DAY -> new StartCampaigns.Asked(client.id(), known, start, null, true);
        };
    }
}
