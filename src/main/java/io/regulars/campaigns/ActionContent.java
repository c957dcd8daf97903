package io.regulars.campaigns;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an action carries, as it lies in the ledger.
 *
 * @param kind message, task, tag, untag or event
 * @param channel the first channel of a message
 * @param channels of a message that may go by several
 * @param template of a message
 * @param text of a message or task
 * @param attach {@code calendar}, of a message with one
 * @param track {@code clicks}, of a message whose links tell who followed them
 * @param assignee of a task
 * @param priority of a task, if it is low or high
 * @param due how long there is for a task
 * @param tag of a tag that is put on or taken off
 * @param event of an event
 * @param condition what must be true of the client when it is due
 * @param validUntil when its offer ends; null: never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActionContent(
        String kind,
        @Nullable String channel,
        @Nullable List<String> channels,
        @Nullable String template,
        @Nullable String text,
        @Nullable String attach,
        @Nullable String track,
        @Nullable String assignee,
        @Nullable String priority,
        @Nullable Duration due,
        @Nullable String tag,
        @Nullable String event,
        @Nullable String condition,
        @Nullable Instant validUntil) {
    /**
     * Of a step.
     *
     * @param template the one that the client gets, where a message has variants; else the step's
     */
    public static ActionContent of(Step step, @Nullable String template, @Nullable Instant validUntil) {
        String condition = step.condition();
        return switch (step.content()) {
            case Step.Message it ->
                new ActionContent(
                        "message",
                        it.channels().getFirst(),
                        it.channels().size() > 1 ? it.channels() : null,
                        template,
                        it.text(),
                        it.calendar() ? "calendar" : null,
                        it.clicks() ? "clicks" : null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        condition,
                        validUntil);
            case Step.Task it ->
                new ActionContent(
                        "task",
                        null,
                        null,
                        null,
                        it.text(),
                        null,
                        null,
                        it.assignee(),
                        it.priority() == Step.Task.Priority.NORMAL
                                ? null
                                : it.priority().name().toLowerCase(Locale.ROOT),
                        it.due(),
                        null,
                        null,
                        condition,
                        validUntil);
            case Step.Tag it -> small("tag", it.tag(), null, condition, validUntil);
            case Step.Untag it -> small("untag", it.tag(), null, condition, validUntil);
            case Step.Event it -> small("event", null, it.event(), condition, validUntil);
        };
    }

    private static ActionContent small(
            String kind,
            @Nullable String tag,
            @Nullable String event,
            @Nullable String condition,
            @Nullable Instant validUntil) {
        return new ActionContent(
                kind, null, null, null, null, null, null, null, null, null, tag, event, condition, validUntil);
    }

    /** The channels of a message, the first that may is taken; empty for anything else. */
    public List<String> allChannels() {
        if (channels != null) {
            return channels;
        }
        return channel == null ? List.of() : List.of(channel);
    }
}
