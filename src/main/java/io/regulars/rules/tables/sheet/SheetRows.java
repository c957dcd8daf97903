package io.regulars.rules.tables.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The rows and cells of a sheet, as elements of its part of the workbook. */
final class SheetRows {
    private static final Pattern PLACE = Pattern.compile("([A-Z]{1,3})(\\d{1,7})");

    private SheetRows() {}

    static List<Element> children(Element within, String name) {
        var found = new ArrayList<Element>();
        for (Node node = within.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getLocalName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    static Element add(Element to, String name) {
        String prefix = to.getPrefix();
        return (Element) to.appendChild(to.getOwnerDocument()
                .createElementNS(to.getNamespaceURI(), prefix == null ? name : prefix + ":" + name));
    }

    /** The rows that are there, by their number. */
    static NavigableMap<Integer, Element> rows(Element data) {
        var rows = new TreeMap<Integer, Element>();
        for (Element row : children(data, "row")) {
            rows.put(number(row), row);
        }
        return rows;
    }

    static int number(Element row) {
        if (row.getAttribute("r").matches("\\d{1,7}")) {
            return Integer.parseInt(row.getAttribute("r"));
        }
        return children(row, "c").stream()
                .map(cell -> PLACE.matcher(cell.getAttribute("r")))
                .filter(Matcher::matches)
                .findFirst()
                .map(place -> Integer.parseInt(place.group(2)))
                .orElse(0);
    }

    static void renumber(Element row, int to) {
        row.setAttribute("r", String.valueOf(to));
        for (Element cell : children(row, "c")) {
            cell.setAttribute("r", PLACE.matcher(cell.getAttribute("r")).replaceFirst("$1" + to));
        }
    }

    /** The cell in a place, made if it is not there; a new one looks like that above it. */
    static Element cell(Element data, int row, int column) {
        NavigableMap<Integer, Element> rows = rows(data);
        Element line = rows.get(row);
        if (line == null) {
            line = add(data, "row");
            line.setAttribute("r", String.valueOf(row));
            data.insertBefore(
                    line, rows.tailMap(row).values().stream().findFirst().orElse(null));
        }
        @Nullable Element next = null;
        for (Element cell : children(line, "c")) {
            int at = columnOf(cell);
            if (at == column) {
                return cell;
            }
            if (at > column && next == null) {
                next = cell;
            }
        }
        Element made = add(line, "c");
        line.insertBefore(made, next);
        made.setAttribute("r", Cell.name(row, column));
        Optional.ofNullable(rows.get(row - 1)).stream()
                .flatMap(above -> children(above, "c").stream())
                .filter(above -> columnOf(above) == column && above.hasAttribute("s"))
                .forEach(above -> made.setAttribute("s", above.getAttribute("s")));
        return made;
    }

    static int columnOf(Element cell) {
        Matcher place = PLACE.matcher(cell.getAttribute("r"));
        return place.matches() ? Cell.column(place.group(1)) : 0;
    }

    /** Column and row of the cell that a formula stands in, as groups. */
    static Matcher place(Element formula) {
        Matcher place = PLACE.matcher(((Element) formula.getParentNode()).getAttribute("r"));
        if (!place.matches()) {
            throw new IllegalStateException("a cell without a place");
        }
        return place;
    }
}
