package io.regulars.rules.tree;

/**
 * Where something stands in a rule file; lines and columns count from 1, the end is the last character's.
 *
 * @param file path relative to the rules folder
 */
public record Position(String file, int line, int column, int endLine, int endColumn) {
    /** From the start of this to the end of another in the same file. */
    public Position to(Position end) {
        return new Position(file, line, column, end.endLine, end.endColumn);
    }
}
