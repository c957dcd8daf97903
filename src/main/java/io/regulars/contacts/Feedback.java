package io.regulars.contacts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that came back of a message.
 *
 * @param bounce of a bounce; null: it is none
 * @param status of a bounce, such as 5.1.1; null: none was said
 */
record Feedback(
        FeedbackType type,
        @Nullable BounceKind bounce,
        @Nullable String status,
        Instant at) {
    /** A bounce. */
    static Feedback bounced(@Nullable String status, boolean permanent, Instant at) {
        return new Feedback(FeedbackType.BOUNCED, BounceKind.of(status, permanent), status, at);
    }

    /** Anything but a bounce. */
    static Feedback of(FeedbackType type, Instant at) {
        return new Feedback(type, null, null, at);
    }

    /** What is counted once for each message: two kinds of bounces of one message are two things. */
    String key() {
        return bounce == null ? type.name() : type + "_" + bounce;
    }
}
