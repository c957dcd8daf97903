package io.regulars.campaigns;

import io.regulars.platform.Codes;
import io.regulars.platform.ErrorCode;
import io.regulars.platform.NearestName;
import io.regulars.platform.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of the ledger are asked for; null: all.
 *
 * @param client external id
 * @param gate what holds or has cancelled an action, such as {@code cap}
 * @param from the first moment at which actions are due, or starts without any were decided
 * @param to the moment behind the last
 */
record LedgerFilter(
        @Nullable String campaign,
        @Nullable String client,
        @Nullable String step,
        @Nullable String state,
        @Nullable String gate,
        @Nullable Instant from,
        @Nullable Instant to) {
    private static final List<String> STATES =
            List.of("QUEUED", "SENDING", "DONE", "FAILED", "UNCERTAIN", "CANCELLED", "HELD_OUT", "BACKLOG", "SKIPPED");

    /**
     * As a request says it.
     *
     * @throws ProblemException INVALID where there is no such state, or no such moment
     */
    static LedgerFilter of(
            @Nullable String campaign,
            @Nullable String client,
            @Nullable String step,
            @Nullable String state,
            @Nullable String gate,
            @Nullable String from,
            @Nullable String to) {
        if (state != null && !STATES.contains(state)) {
            String hint = NearestName.of(state, STATES)
                    .map(nearest -> "; did you mean " + nearest + "?")
                    .orElse(".");
            throw new ProblemException(ErrorCode.INVALID, "'state' is one of " + String.join(", ", STATES) + hint);
        }
        String known = gate == null ? null : gate.toLowerCase(Locale.ROOT);
        return new LedgerFilter(campaign, client, step, state, known, moment("from", from), moment("to", to));
    }

    private static @Nullable Instant moment(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Codes.instant(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ErrorCode.INVALID, "'" + name + "' " + e.getMessage() + ".");
        }
    }
}
