package io.regulars.campaigns;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing a campaign does.
 *
 * @param delay from the campaign's start to the moment it is due
 */
public record Step(String name, Duration delay, Content content) {
    /** What is done. */
    public sealed interface Content {}

    /** A message to the client: a template's name, or a text. */
    public record Message(
            String channel,
            @Nullable String template,
            @Nullable String text) implements Content {}

    /**
     * A task for staff.
     *
     * @param assignee whose task it is
     */
    public record Task(String assignee, String text) implements Content {}

    /** A tag put on the client. */
    public record Tag(String tag) implements Content {}
}
