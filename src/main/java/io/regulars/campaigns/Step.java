package io.regulars.campaigns;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing a campaign does.
 *
 * @param delay from the campaign's start to the moment it is due
 * @param cost what one costs, in units of the business's currency; 0 unless said
 */
public record Step(String name, Duration delay, Content content, BigDecimal cost) {
    /** One that costs nothing. */
    public Step(String name, Duration delay, Content content) {
        this(name, delay, content, BigDecimal.ZERO);
    }

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
