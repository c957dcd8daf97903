package io.regulars.arbiter;

import java.time.Instant;
import java.util.List;

/**
 * Decides about the actions of one client at one moment. What follows depends on the arguments alone, so whoever asks with the
 * same ones is told the same, in whatever order they came.
 */
public final class Arbiter {
    private Arbiter() {}

    /**
     * Decides about all candidates that are due, in {@link Candidate#ORDER}, each with what the ones before it took.
     *
     * @param candidates of the client; those that are not due yet are not decided, but what has higher priority supersedes
     * @param contacts of the client and of the client's addresses, as far back as the longest cap
     */
    public static List<Ruling> decide(
            Policy policy, List<Candidate> candidates, RecipientFacts facts, Contacts contacts, Instant now) {
        return new Sitting(policy, candidates, facts, contacts, now).decide();
    }
}
