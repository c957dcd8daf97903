package io.regulars.rules.drl;

import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.tree.Position;

/** An expression that cannot be read; caught per constraint or call, so that the others are still checked. */
final class Unreadable extends Exception {
    private final Position position;
    private final String message;
    private final String code;
    private final String hint;

    Unreadable(Position position, String code, String message, String hint) {
        super(message, null, false, false);
        this.position = position;
        this.message = message;
        this.code = code;
        this.hint = hint;
    }

    /** What cannot be read because something else could not, which is told already. */
    static Unreadable because(Position position) {
        return new Unreadable(position, "", "", "");
    }

    /** Tells it where all problems are told. */
    void report(DiagnosticCollector problems) {
        if (!code.isEmpty()) {
            problems.error(position, code, message, hint);
        }
    }
}
