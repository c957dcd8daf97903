package io.regulars.campaigns.ledger;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.rest.QueryMoment;
import io.regulars.platform.text.NearestName;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of the ledger are asked for; null: all.
 *
 * @param client external id
 * @param states any of these
 * @param gate what holds or has cancelled an action, such as {@code cap}
 * @param kind of an action: message, task, tag, untag or event
 * @param finished of tasks that staff were given: whether they said that they are done
 * @param from the first moment at which actions are due, or starts without any were decided
 * @param to the moment behind the last
 */
record LedgerFilter(
        @Nullable String campaign,
        @Nullable String client,
        @Nullable String step,
        @Nullable List<String> states,
        @Nullable String gate,
        @Nullable String kind,
        @Nullable Boolean finished,
        @Nullable Instant from,
        @Nullable Instant to) {
    private static final List<String> KINDS = List.of("message", "task", "tag", "untag", "event");
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
            @Nullable String kind,
            @Nullable String finished,
            @Nullable String from,
            @Nullable String to) {
        List<String> states = state == null ? null : List.of(state.split(",", -1));
        if (states != null) {
            states.forEach(one -> among("state", one, STATES));
        }
        if (kind != null) {
            among("kind", kind, KINDS);
        }
        if (finished != null) {
            among("finished", finished, List.of("true", "false"));
        }
        String known = gate == null ? null : gate.toLowerCase(Locale.ROOT);
        return new LedgerFilter(
                campaign,
                client,
                step,
                states,
                known,
                kind,
                finished == null ? null : Boolean.valueOf(finished),
                QueryMoment.of("from", from),
                QueryMoment.of("to", to));
    }

    private static void among(String name, String said, List<String> known) {
        if (!known.contains(said)) {
            String hint = NearestName.of(said, known)
                    .map(nearest -> "; did you mean " + nearest + "?")
                    .orElse(".");
            throw new ProblemException(
                    ErrorCode.INVALID, "'" + name + "' is one of " + String.join(", ", known) + hint);
        }
    }

    /** What it asks but for the moment, each twice, in the order of its fields. */
    List<@Nullable Object> arguments() {
        String[] any = states == null ? null : states.toArray(String[]::new);
        return Arrays.asList(
                campaign, campaign, client, client, step, step, any, any, gate, gate, kind, kind, finished, finished);
    }
}
