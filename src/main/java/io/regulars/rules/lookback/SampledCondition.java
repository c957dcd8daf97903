package io.regulars.rules.lookback;

import io.regulars.facts.Client;
import io.regulars.facts.past.Past;
import io.regulars.facts.past.Source;
import io.regulars.facts.past.Span;
import io.regulars.facts.values.Truth;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A condition that is looked at wherever it may have changed, but for stretches of which it is known to have been the same
 * throughout: the longest such is found by doubling and halving, so that its length costs little.
 */
final class SampledCondition implements PastCondition {
    private static final Set<Source> OF_PROFILE = Set.of(Source.PROFILE);

    private final Past past;
    private final Function<Client, Truth> test;
    private final TimeBoundaries moments;
    private final Set<Source> sources;
    private final Instant[] changes;
    private final Surely surely;
    private @Nullable Since last;
    private int stride;

    /** @param sources from what it is computed */
    SampledCondition(
            Past past, Function<Client, Truth> test, TimeBoundaries moments, Set<Source> sources, Surely surely) {
        this.past = past;
        this.test = test;
        this.moments = moments;
        this.sources = sources;
        this.changes = past.changes(sources);
        this.surely = surely;
    }

    /** Whether a condition that was true, or false, at the end of a stretch surely was so throughout. */
    interface Surely {
        /** Nothing is known but that which is looked at. */
        Surely NEVER = (truth, span) -> false;

        boolean is(Truth truth, Span span);
    }

    @Override
    public Since at(Instant moment) {
        if (last == null || last.from().isAfter(moment)) {
            last = look(moment);
        }
        return last;
    }

    private Since look(Instant moment) {
        int change = Arrays.binarySearch(changes, moment);
        int latest = change >= 0 ? change : -change - 2;
        if (latest >= 0) {
            for (Truth truth : List.of(Truth.TRUE, Truth.FALSE)) {
                if (isSure(truth, latest, moment)) {
                    return new Since(truth, changes[earliest(truth, latest, moment)]);
                }
            }
        }
        Client client = OF_PROFILE.containsAll(sources) ? past.profileAt(moment) : past.at(moment);
        Instant[] from = {latest < 0 ? Instant.MIN : changes[latest]};
        moments.of(client, List.of(), named -> {
            if (!named.isAfter(moment) && named.isAfter(from[0])) {
                from[0] = named;
            }
        });
        return new Since(test.apply(client), from[0]);
    }

    /** The earliest change from which it surely was so, given that it was from a later one; tried is what served before. */
    private int earliest(Truth truth, int latest, Instant moment) {
        int sure = latest;
        int unsure = -1;
        for (int step = Math.max(stride / 2, 1); sure - unsure > 1; step *= 2) {
            int earlier = unsure < 0 ? Math.max(sure - step, 0) : (sure + unsure) >>> 1;
            if (isSure(truth, earlier, moment)) {
                sure = earlier;
            } else {
                unsure = earlier;
            }
        }
        stride = latest - sure;
        return sure;
    }

    private boolean isSure(Truth truth, int change, Instant moment) {
        return surely.is(truth, past.span(changes[change], moment));
    }
}
