package io.regulars.arbiter;

import java.time.Instant;

/** What is to become of an action. */
public sealed interface Verdict {
    /**
     * It goes out now.
     *
     * @param address its hash
     */
    record Send(String channel, String address) implements Verdict {}

    /** Nothing goes to the client; the tag, task or event is carried out now. */
    record Perform() implements Verdict {}

    /** It waits, and is asked again then. */
    record Hold(Instant until, Gate gate, String detail) implements Verdict {}

    /** It never goes out. */
    record Drop(Gate gate, String detail) implements Verdict {}
}
