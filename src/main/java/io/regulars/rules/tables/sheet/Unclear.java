package io.regulars.rules.tables.sheet;

/** A cell's value that has two readings, or none. */
public final class Unclear extends Exception {
    final String code;
    /** What to write instead. */
    public final String hint;

    /** Says what is unclear, and what to write instead. */
    public Unclear(String message, String hint) {
        this("unclear-value", message, hint);
    }

    /** Says so under a code of its own. */
    public Unclear(String code, String message, String hint) {
        super(message, null, false, false);
        this.code = code;
        this.hint = hint;
    }

    /** A formula without a value, or an error. */
    public static Unclear of(String error) {
        return new Unclear("The cell holds " + error + ".", "Mend the formula, or write the value.");
    }
}
