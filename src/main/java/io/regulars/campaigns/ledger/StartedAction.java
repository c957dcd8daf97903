package io.regulars.campaigns.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger as callers see it: an action of a campaign that was started, or a start from which nothing
 * follows.
 *
 * @param id the action's id; null where nothing follows
 * @param step the campaign's step; null where nothing follows
 * @param state QUEUED, DONE or CANCELLED of an action; BACKLOG or SKIPPED where nothing follows
 * @param dueAt when it is to be carried out; null where nothing follows
 * @param because what the rule saw
 * @param reason why nothing follows, or why it was cancelled; null otherwise
 */
public record StartedAction(
        @Nullable String id,
        String campaign,
        @Nullable String step,
        String state,
        @Nullable Instant dueAt,
        String because,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {}
