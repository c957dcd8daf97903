package io.regulars.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.json.Fields;
import java.time.Duration;

/** Carries out what goes to endpoints of one kind. */
public interface Carrier {
    EndpointKind kind();

    /** How long an attempt takes at most. */
    Duration longest();

    /**
     * Makes one attempt, on a thread of its own and without a transaction. Whatever the receiver does is an answer; an exception is a fault
     * of ours, and the attempt counts as one of which nobody knows.
     */
    Attempted carry(Parcel parcel) throws InterruptedException;

    /**
     * Reads the settings that somebody wants an endpoint of this kind to have, noting all that is wrong with them, and gives them back as
     * they are stored.
     */
    ObjectNode settings(Fields fields);
}
