package io.regulars.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How states of one kind of thing are told.
 *
 * @param <T> a state
 */
public interface StateWording<T> {
    /** A state, and whose it is. */
    record Told<T>(String client, T state) {}

    /** A state in the fields of a PUT, {@code occurredAt} left out. */
    ObjectNode write(String client, T state);

    /**
     * What the fields of a PUT say as of a moment.
     *
     * @throws io.regulars.platform.ProblemException INVALID if no such state can be told of that moment
     */
    Told<T> read(ObjectNode told, Instant at);

    /** With what follows from the moment where it was not said; from what was known before, if anything. */
    T completed(T state, @Nullable T known, Instant at);

    /** A state in the fields of a PUT as it was before anything came of it. */
    ObjectNode begun(ObjectNode state);

    /** A field whose value goes where that of another goes; null if there is none. */
    StateHistory.@Nullable Following following();
}
