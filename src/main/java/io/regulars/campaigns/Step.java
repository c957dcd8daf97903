package io.regulars.campaigns;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing a campaign does.
 *
 * @param timing when it is due
 * @param at the local time of day at which it is due then or next; null: any
 * @param condition what must be true of the client when it is due, as {@code Client} is asked in rules; null: nothing
 * @param cost what one costs, in units of the business's currency; 0 unless said
 */
public record Step(
        String name,
        StepTiming timing,
        @Nullable LocalTime at,
        @Nullable String condition,
        Content content,
        BigDecimal cost) {
    /** One that is due so long after the start, asks nothing and costs nothing. */
    public Step(String name, Duration delay, Content content) {
        this(name, new StepTiming.After(delay), null, null, content, BigDecimal.ZERO);
    }

    /** When a step is due. */
    public sealed interface StepTiming {
        /** So long after the start. */
        record After(Duration delay) implements StepTiming {}

        /** So long before the start of the booking that the campaign started from. */
        record Before(Duration lead) implements StepTiming {}
    }

    /** What is done. */
    public sealed interface Content {}

    /**
     * A message to the client: a template's name, a text, or variants.
     *
     * @param channels by which it goes: the first that consent and address allow
     * @param calendar whether the booking is attached as an entry for a calendar
     * @param clicks whether its links tell who followed them
     * @param variants templates of which each client gets one; empty: {@code template} or {@code text}
     */
    public record Message(
            List<String> channels,
            @Nullable String template,
            @Nullable String text,
            boolean calendar,
            boolean clicks,
            List<Variant> variants)
            implements Content {
        public Message {
            channels = List.copyOf(channels);
            variants = List.copyOf(variants);
        }

        /** One by one channel. */
        public Message(String channel, @Nullable String template, @Nullable String text) {
            this(List.of(channel), template, text, false, false, List.of());
        }

        /** One of several templates, for so many of 100 clients. */
        public record Variant(int share, String template) {}

        /** The templates that it may be. */
        public List<String> templates() {
            if (!variants.isEmpty()) {
                return variants.stream().map(Variant::template).toList();
            }
            return template == null ? List.of() : List.of(template);
        }
    }

    /**
     * A task for staff.
     *
     * @param assignee whose task it is
     * @param text a template
     * @param due how long there is for it from the moment the step is due; null: no end
     */
    public record Task(
            String assignee,
            String text,
            Priority priority,
            @Nullable Duration due) implements Content {
        /** One of normal priority. */
        public Task(String assignee, String text) {
            this(assignee, text, Priority.NORMAL, null);
        }

        /** How much a task matters. */
        public enum Priority {
            LOW,
            NORMAL,
            HIGH
        }
    }

    /** A tag put on the client. */
    public record Tag(String tag) implements Content {}

    /** A tag taken off the client. */
    public record Untag(String tag) implements Content {}

    /** A name that goes to whoever listens to the business's events. */
    public record Event(String event) implements Content {}
}
