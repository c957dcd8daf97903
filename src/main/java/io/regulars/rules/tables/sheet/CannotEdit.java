package io.regulars.rules.tables.sheet;

/** A change of a table's cells that cannot be made. */
public final class CannotEdit extends Exception {
    /** What to do instead. */
    public final String hint;

    /** Says why, and what to do instead. */
    public CannotEdit(String message, String hint) {
        super(message, null, false, false);
        this.hint = hint;
    }
}
