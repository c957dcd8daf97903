package io.regulars.campaigns.ledger;

import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.ledger.LedgerRows.Decided;
import io.regulars.campaigns.ledger.StartCampaigns.Context;
import io.regulars.campaigns.ledger.StartCampaigns.Decision;
import io.regulars.platform.database.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much later than it would else each start of a switch comes: by what the switch says, or by the campaign's limit, whichever
 * is later. Each start takes the next place of both. For one thread.
 */
final class Delays {
    /** The name under which starts of all campaigns are counted. */
    private static final String ALL = "";

    private final @Nullable Spread spread;
    private final Map<String, Long> places;

    private Delays(@Nullable Spread spread, Map<String, Long> places) {
        this.spread = spread;
        this.places = places;
    }

    /** Takes the places of all starts of the switch among these, in one statement. */
    static Delays of(Transaction tx, LedgerRows rows, Context context, List<Decided> decided) throws SQLException {
        Spread spread = context.spread();
        if (spread == null) {
            return new Delays(null, Map.of());
        }
        var counts = new HashMap<String, Long>();
        for (Decided one : decided) {
            if (one.ask().ofSwitch() && one.decision() instanceof Decision.Go(Campaign campaign)) {
                if (spread.perDay() != null) {
                    counts.merge(ALL, 1L, Long::sum);
                }
                if (campaign.pace() != null) {
                    counts.merge(campaign.name(), 1L, Long::sum);
                }
            }
        }
        return new Delays(spread, counts.isEmpty() ? counts : rows.places(tx, context.business(), spread, counts));
    }

    /** Of starts that nothing was started before, and that take no place from those that really come. */
    static Delays first(Context context) {
        return after(context, 0);
    }

    /** Of starts of one campaign before which so many of it were started, whoever counts them. */
    static Delays after(Context context, long started) {
        var places = new HashMap<String, Long>();
        places.put(ALL, started);
        context.catalogue().names().forEach(name -> places.put(name, started));
        return new Delays(context.spread(), places);
    }

    /** Of the start that was decided next. Who is held out would come with the one who starts next, and takes no place. */
    Duration next(Decided decided) {
        if (spread == null || !decided.ask().ofSwitch()) {
            return Duration.ZERO;
        }
        return switch (decided.decision()) {
            case Decision.Go(Campaign campaign) -> delay(spread, campaign, 1);
            case Decision.HeldOut(Campaign campaign) -> delay(spread, campaign, 0);
            case Decision.Nothing nothing -> Duration.ZERO;
        };
    }

    private Duration delay(Spread of, Campaign campaign, int taken) {
        Duration ofSwitch = of.delay(place(ALL, taken));
        if (campaign.pace() == null) {
            return ofSwitch;
        }
        Duration ofCampaign = of.delay(place(campaign.name(), taken), campaign.pace());
        return ofCampaign.compareTo(ofSwitch) > 0 ? ofCampaign : ofSwitch;
    }

    private long place(String counted, int taken) {
        Long place = places.get(counted);
        if (place == null) {
            return 0;
        }
        places.put(counted, place + taken);
        return place;
    }
}
