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

    /** Whether it reaches over a place in the same file. */
    public boolean holds(int atLine, int atColumn) {
        boolean begun = line < atLine || line == atLine && column <= atColumn;
        boolean over = endLine < atLine || endLine == atLine && endColumn < atColumn;
        return begun && !over;
    }

    /** Whether it reaches over all of another in the same file. */
    public boolean holds(Position other) {
        return holds(other.line, other.column) && holds(other.endLine, other.endColumn);
    }
}
