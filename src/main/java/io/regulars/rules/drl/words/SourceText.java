package io.regulars.rules.drl.words;

import io.regulars.rules.tree.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.drools.drl.ast.descr.BaseDescr;

/**
 * The text of one rule file, and the places of its characters.
 *
 * @param cells where parts of a text come from that is a table written out
 */
public record SourceText(String file, String text, int[] lineStarts, Origins cells) {
    /** The text of a file that was written out from cells. */
    public static SourceText of(String file, String text, Origins cells) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                starts.add(i + 1);
            }
        }
        return new SourceText(
                file, text, starts.stream().mapToInt(Integer::intValue).toArray(), cells);
    }

    /** The place of the characters from {@code start} to before {@code end}. */
    public Position position(int start, int end) {
        int from = Math.clamp(start, 0, text.length());
        int last = Math.max(from, Math.min(end, text.length()) - 1);
        Optional<Position> cell = cells.at(from, last + 1);
        if (cell.isPresent()) {
            return cell.get();
        }
        int line = line(from);
        int endLine = line(last);
        return new Position(file, line + 1, from - lineStarts[line] + 1, endLine + 1, last - lineStarts[endLine] + 1);
    }

    /** The place of what Drools' parser has read. */
    public Position position(BaseDescr descr) {
        int start =
                descr.getStartCharacter() >= 0 ? descr.getStartCharacter() : offset(descr.getLine(), descr.getColumn());
        return position(start, Math.max(start, descr.getEndCharacter()) + 1);
    }

    /** The offset of a line (from 1) and column (from 0), as Drools' parser counts them. */
    public int offset(int line, int column) {
        int index = Math.clamp(line - 1, 0, lineStarts.length - 1);
        return Math.min(lineStarts[index] + Math.max(0, column), text.length());
    }

    /** Whether nothing but blanks stands before an offset on its line. */
    boolean firstOfItsLine(int offset) {
        int before = offset - 1;
        while (before >= 0 && text.charAt(before) != '\n' && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        return before < 0 || text.charAt(before) == '\n';
    }

    /** The line of an offset, from 0. */
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found : -found - 2;
    }
}
