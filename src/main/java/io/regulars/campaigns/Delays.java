package io.regulars.campaigns;

import io.regulars.campaigns.LedgerRows.Decided;
import io.regulars.campaigns.StartCampaigns.Asked;
import io.regulars.campaigns.StartCampaigns.Context;
import io.regulars.campaigns.StartCampaigns.Decision;
import io.regulars.platform.Transaction;
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
    private final Context context;
    private final Map<String, Long> places;

    private Delays(Context context, @Nullable Spread spread, Map<String, Long> places) {
        this.context = context;
        this.spread = spread;
        this.places = places;
    }

    /** Takes the places of all starts of the switch among these, in one statement. */
    static Delays of(Transaction tx, LedgerRows rows, Context context, List<Decided> decided) throws SQLException {
        Spread spread = context.spread();
        if (spread == null) {
            return new Delays(context, null, Map.of());
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
        return new Delays(
                context, spread, counts.isEmpty() ? counts : rows.places(tx, context.business(), spread, counts));
    }

    /** Of starts that nothing was started before, and that take no place from those that really come. */
    static Delays first(Context context) {
        var places = new HashMap<String, Long>();
        places.put(ALL, 0L);
        context.catalogue().names().forEach(name -> places.put(name, 0L));
        return new Delays(context, context.spread(), places);
    }

    /** Of the next start that is asked for; held-out clients take no place. */
    Duration next(Asked ask) {
        if (spread == null || !ask.ofSwitch()) {
            return Duration.ZERO;
        }
        Campaign campaign = context.catalogue().campaign(ask.start().campaign()).orElse(null);
        Duration ofSwitch = spread.delay(place(ALL));
        if (campaign == null || campaign.pace() == null) {
            return ofSwitch;
        }
        Duration ofCampaign = spread.delay(place(campaign.name()), campaign.pace());
        return ofCampaign.compareTo(ofSwitch) > 0 ? ofCampaign : ofSwitch;
    }

    private long place(String counted) {
        Long place = places.get(counted);
        if (place == null) {
            return 0;
        }
        places.put(counted, place + 1);
        return place;
    }
}
