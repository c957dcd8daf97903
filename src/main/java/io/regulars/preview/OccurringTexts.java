package io.regulars.preview;

import java.util.Map;

/**
 * The texts of one kind that a business has.
 *
 * @param of how many clients, or bookings, may have one; of names how many clients there are
 * @param known how many have one
 * @param counts how many have which; of names how often each is met, 0 if it stands in the catalogue only
 */
public record OccurringTexts(long of, long known, Map<String, Long> counts) {
    public OccurringTexts {
        counts = Map.copyOf(counts);
    }
}
