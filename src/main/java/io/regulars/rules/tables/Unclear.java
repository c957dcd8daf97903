package io.regulars.rules.tables;

/** A cell's value that has two readings, or none. */
final class Unclear extends Exception {
    final String code;
    final String hint;

    Unclear(String message, String hint) {
        this("unclear-value", message, hint);
    }

    Unclear(String code, String message, String hint) {
        super(message, null, false, false);
        this.code = code;
        this.hint = hint;
    }

    /** A formula without a value, or an error. */
    static Unclear of(String error) {
        return new Unclear("The cell holds " + error + ".", "Mend the formula, or write the value.");
    }
}
