package io.regulars.arbiter;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On what terms the actions of one step go out; the same for every client.
 *
 * @param order the place of the step in its campaign
 * @param priority 0 to 100, higher first
 * @param channels of a message, the first that the client allows is taken; empty: it is no message, and nothing goes to the client
 * @param unless what makes it pointless
 * @param caps of the campaign, on top of the business's; counted per client and campaign
 * @param limit of the campaign; null: none
 * @param reentryDays for so long the same step goes to an address for one client only
 */
public record Terms(
        String campaign,
        String step,
        int order,
        Purpose purpose,
        int priority,
        List<String> channels,
        Set<Unless> unless,
        List<Cap> caps,
        @Nullable Rate limit,
        QuietHours.Mode quiet,
        int reentryDays) {
    /** How long the same step goes to an address for one client only, if the campaign's re-entry says nothing of days. */
    public static final int USUAL_REENTRY_DAYS = 30;

    public Terms {
        channels = List.copyOf(channels);
        unless = Set.copyOf(unless);
        caps = List.copyOf(caps);
    }

    boolean isMarketing() {
        return purpose == Purpose.MARKETING;
    }

    boolean isMessage() {
        return !channels.isEmpty();
    }
}
