package io.regulars.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt; {@code status} is the receiver's answer in numbers of its protocol, null if it gave none. */
public sealed interface Attempted {
    /** The receiver's answer in numbers; null: none. */
    @Nullable
    Integer status();

    /**
     * The receiver took it.
     *
     * @param remoteId what the receiver calls it; null: it did not say
     */
    record Accepted(@Nullable Integer status, @Nullable String remoteId) implements Attempted {}

    /**
     * The receiver will not have this one, now or ever; the endpoint is well.
     *
     * @param badAddress whether there is no such address
     */
    record Refused(@Nullable Integer status, String detail, boolean badAddress) implements Attempted {}

    /**
     * It was not taken, and is tried again.
     *
     * @param endpointIsWell whether it was about this one only, such as a mailbox that is full
     * @param pause how long the receiver wants to be left alone; null: it did not say
     */
    record NotTaken(
            @Nullable Integer status,
            String detail,
            boolean endpointIsWell,
            @Nullable Duration pause) implements Attempted {
        /** The endpoint did not work. */
        public NotTaken(@Nullable Integer status, String detail) {
            this(status, detail, false, null);
        }
    }

    /** The connection ended before the receiver said whether it took it. */
    record InTheDark(String detail) implements Attempted {
        @Override
        public @Nullable Integer status() {
            return null;
        }
    }

    /** The endpoint is no more, or must not be reached: nothing goes there until somebody switches it on again. */
    record Gone(@Nullable Integer status, String detail) implements Attempted {}
}
