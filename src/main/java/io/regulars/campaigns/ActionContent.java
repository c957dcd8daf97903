package io.regulars.campaigns;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an action carries, as it lies in the ledger.
 *
 * @param kind message, task or tag
 * @param channel of a message
 * @param template of a message
 * @param text of a message or task
 * @param assignee of a task
 * @param tag of a tag
 * @param validUntil when its offer ends; null: never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActionContent(
        String kind,
        @Nullable String channel,
        @Nullable String template,
        @Nullable String text,
        @Nullable String assignee,
        @Nullable String tag,
        @Nullable Instant validUntil) {
    static ActionContent of(Step.Content content, @Nullable Instant validUntil) {
        return switch (content) {
            case Step.Message it ->
                new ActionContent("message", it.channel(), it.template(), it.text(), null, null, validUntil);
            case Step.Task it -> new ActionContent("task", null, null, it.text(), it.assignee(), null, validUntil);
            case Step.Tag it -> new ActionContent("tag", null, null, null, null, it.tag(), validUntil);
        };
    }
}
