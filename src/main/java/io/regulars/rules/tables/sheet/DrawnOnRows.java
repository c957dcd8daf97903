package io.regulars.rules.tables.sheet;

import static io.regulars.rules.tables.sheet.WorkbookParts.all;

import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** Pictures and boxes of comments, which are anchored to rows by their number, from 0. */
final class DrawnOnRows {
    private static final int TOP = 2;
    private static final int BOTTOM = 6;
    private static final int PARTS_OF_AN_ANCHOR = 8;

    private DrawnOnRows() {}

    /** Moves what is drawn with its rows; a comment's box goes with the row of its cell. */
    static void shift(Element root, RowShift shift) {
        for (Element row : List.copyOf(all(root, "row"))) {
            number(row.getTextContent())
                    .flatMap(at -> shift.row(at + 1))
                    .ifPresent(to -> row.setTextContent(String.valueOf(to - 1)));
        }
        for (Element data : List.copyOf(all(root, "ClientData"))) {
            List<Element> rows = all(data, "Row");
            Optional<Integer> at =
                    rows.isEmpty() ? Optional.empty() : number(rows.getFirst().getTextContent());
            if (at.isEmpty()) {
                continue;
            }
            Optional<Integer> to = shift.row(at.get() + 1);
            if (to.isEmpty()) {
                Element shape = (Element) data.getParentNode();
                shape.getParentNode().removeChild(shape);
                continue;
            }
            rows.getFirst().setTextContent(String.valueOf(to.get() - 1));
            all(data, "Anchor")
                    .forEach(anchor -> anchor.setTextContent(moved(anchor.getTextContent(), to.get() - 1 - at.get())));
        }
    }

    private static String moved(String anchor, int down) {
        String[] parts = anchor.strip().split("\\s*,\\s*");
        if (parts.length != PARTS_OF_AN_ANCHOR) {
            return anchor;
        }
        for (int part : new int[] {TOP, BOTTOM}) {
            Optional<Integer> row = number(parts[part]);
            if (row.isPresent()) {
                parts[part] = String.valueOf(Math.max(0, row.get() + down));
            }
        }
        return String.join(", ", parts);
    }

    private static Optional<Integer> number(String text) {
        return text.strip().matches("\\d{1,7}") ? Optional.of(Integer.valueOf(text.strip())) : Optional.empty();
    }
}
