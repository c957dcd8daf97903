package io.regulars.rules.builder;

import io.regulars.rules.tree.Position;

/** A part of a rule that a definition cannot say. */
public final class DoesNotFit extends Exception {
    private final transient Position position;

    /** That a part standing there cannot be said. */
    public DoesNotFit(Position position, String reason) {
        super(reason, null, false, false);
        this.position = position;
    }

    /** Where the part stands. */
    public Position position() {
        return position;
    }

    /** Which part it is and why, in a sentence. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
