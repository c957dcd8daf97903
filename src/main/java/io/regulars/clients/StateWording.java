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
    /**
     * A state, and whose it is.
     *
     * @param guessed whether nothing follows from its moment, which was a guess
     */
    record Told<T>(String client, T state, boolean guessed) {
        /** With what follows from the moment as of which it is told. */
        T completed(StateWording<T> words, @Nullable T known, Instant at) {
            return words.completed(state, known, guessed ? null : at);
        }
    }

    /** A state in the fields of a PUT, {@code occurredAt} left out. */
    ObjectNode write(String client, T state);

    /**
     * What the fields of a PUT say as of a moment.
     *
     * @throws io.regulars.platform.problem.ProblemException INVALID if no such state can be told of that moment
     */
    Told<T> read(ObjectNode told, Instant at);

    /**
     * With what follows from the moment where it was not said; from what was known before, if anything.
     *
     * @param at null: the moment is a guess, from which nothing follows
     */
    default T completed(T state, @Nullable T known, @Nullable Instant at) {
        return state;
    }

    /** A state in the fields of a PUT as it was before anything came of it. */
    default ObjectNode begun(ObjectNode state) {
        return state;
    }

    /** A field whose value goes where that of another goes; null if there is none. */
    default StateHistory.@Nullable Following following() {
        return null;
    }
}
