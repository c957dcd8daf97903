package io.regulars.evaluation;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which campaigns follow from what is true at the moment when other rules begin to answer.
 *
 * @param perDay how many starts of a business a day; null unless they are spread
 */
public record SwitchStarts(Mode mode, @Nullable Integer perDay) {
    /** Nothing follows: what the rules find true at the switch is backlog. */
    public static final SwitchStarts FUTURE_ONLY = new SwitchStarts(Mode.FUTURE_ONLY, null);

    /** Whose campaigns start. */
    public enum Mode {
        /** Of those who come into a segment from then on. */
        FUTURE_ONLY,
        /** Of everyone, at once. */
        EVERYONE,
        /** Of everyone, so many a day. */
        PER_DAY
    }

    /** In words: {@code future-only}, {@code 20 a day}. */
    public String label() {
        return perDay == null ? mode.name().toLowerCase(Locale.ROOT).replace('_', '-') : perDay + " a day";
    }

    /**
     * The switch to the release that answers now.
     *
     * @param activation its number
     * @param at when it was made
     */
    public record Made(int activation, SwitchStarts starts, Instant at) {}
}
