package io.regulars.releases.tables;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.json.Fields;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.model.TableEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is to become of a table's cells.
 * <pre>
 *   {"edits": [{"do": "write", "sheet": "Offers", "cell": "C7", "value": "500"},
 *              {"do": "insert", "row": 8, "count": 2},  {"do": "duplicate", "row": 8},
 *              {"do": "delete", "row": 8, "count": 2},  {"do": "move", "row": 8, "to": 6}]}
 * </pre>
 */
final class ReadTableEdits {
    private static final int MOST_EDITS = 10_000;
    private static final int MOST_ROWS = 1_000;
    private static final int LAST_ROW = 1_048_576;
    private static final Pattern CELL = Pattern.compile("([A-Z]{1,3})([1-9]\\d{0,6})");

    private ReadTableEdits() {}

    /** What an edit does. */
    enum Deed {
        WRITE,
        INSERT,
        DUPLICATE,
        DELETE,
        MOVE
    }

    /**
     * The edits, in their order.
     *
     * @throws ProblemException INVALID with everything that is wrong
     */
    static List<TableEdit> read(ObjectNode body) {
        var fields = new Fields(body);
        List<Fields> all = fields.objects("edits");
        if (all.isEmpty() || all.size() > MOST_EDITS) {
            fields.wrong("edits", "lists 1 to " + MOST_EDITS + " edits");
        }
        var edits = new ArrayList<TableEdit>();
        if (all.size() <= MOST_EDITS) {
            all.forEach(edit -> {
                TableEdit read = edit(edit);
                if (read != null) {
                    edits.add(read);
                }
            });
        }
        fields.finish();
        return edits;
    }

    private static @Nullable TableEdit edit(Fields fields) {
        Deed deed = fields.required("do", fields.read("do", ReadTableEdits::deed));
        String sheet = fields.text("sheet");
        if (deed == Deed.WRITE) {
            int[] place = fields.required("cell", fields.read("cell", ReadTableEdits::place));
            JsonNode value = fields.any("value");
            if (value != null && !value.isValueNode()) {
                fields.wrong("value", "is a text, a number, true or false; without it the cell is emptied");
            }
            fields.refuseUnknown();
            String typed = value == null || value.isNull() ? "" : value.asText();
            return place == null ? null : new TableEdit.Write(sheet, place[0], place[1], typed);
        }
        Integer row = fields.required("row", fields.whole("row", 1, LAST_ROW));
        Integer to = deed == Deed.MOVE ? fields.required("to", fields.whole("to", 1, LAST_ROW)) : null;
        Integer said = deed == Deed.INSERT || deed == Deed.DELETE ? fields.whole("count", 1, MOST_ROWS) : null;
        fields.refuseUnknown();
        if (deed == null || row == null || deed == Deed.MOVE && to == null) {
            return null;
        }
        int count = requireNonNullElse(said, 1);
        return switch (deed) {
            case WRITE -> null;
            case INSERT -> new TableEdit.InsertRows(sheet, row, count);
            case DUPLICATE -> new TableEdit.DuplicateRow(sheet, row);
            case DELETE -> new TableEdit.DeleteRows(sheet, row, count);
            case MOVE -> new TableEdit.MoveRow(sheet, row, Objects.requireNonNull(to));
        };
    }

    private static Deed deed(String word) {
        return switch (word) {
            case "write" -> Deed.WRITE;
            case "insert" -> Deed.INSERT;
            case "duplicate" -> Deed.DUPLICATE;
            case "delete" -> Deed.DELETE;
            case "move" -> Deed.MOVE;
            default -> throw new IllegalArgumentException("is write, insert, duplicate, delete or move");
        };
    }

    /** C7 → row 7, column 3. */
    private static int[] place(String cell) {
        Matcher name = CELL.matcher(cell);
        if (!name.matches()) {
            throw new IllegalArgumentException("names a cell as a spreadsheet does: C7");
        }
        int column = name.group(1).chars().reduce(0, (sum, letter) -> sum * 26 + letter - 'A' + 1);
        return new int[] {Integer.parseInt(name.group(2)), column};
    }
}
