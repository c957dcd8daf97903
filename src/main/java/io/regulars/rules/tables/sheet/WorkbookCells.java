package io.regulars.rules.tables.sheet;

import static io.regulars.rules.tables.sheet.SheetRows.add;
import static io.regulars.rules.tables.sheet.SheetRows.cell;
import static io.regulars.rules.tables.sheet.SheetRows.children;
import static io.regulars.rules.tables.sheet.SheetRows.number;
import static io.regulars.rules.tables.sheet.SheetRows.place;
import static io.regulars.rules.tables.sheet.SheetRows.renumber;
import static io.regulars.rules.tables.sheet.SheetRows.rows;
import static io.regulars.rules.tables.sheet.WorkbookParts.all;

import io.regulars.rules.tables.sheet.RowShift.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/**
 * The cells of a workbook. Formats, other sheets and whatever else is in the file stay. When rows move, so do the formulas, merged
 * cells, comments and rules of format that name them. A formula that may come to something else loses the value that was stored of
 * it, since only a spreadsheet program can compute it again.
 */
final class WorkbookCells implements CellsOfFile {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?");

    /** They hold the rows of a sheet, or what stands on them; each is moved with its rows. */
    private static final Set<String> MOVED =
            Set.of("comments", "threadedComment", "table", "vmlDrawing", "drawing", "hyperlink", "printerSettings");

    /** Attributes that name cells of the sheet. */
    private static final Set<String> NAMING = Set.of("ref", "sqref");

    /** Rows are moved by themselves, and where somebody looks stays. */
    private static final Set<String> NOT_MOVED = Set.of("c", "row", "f", "selection");

    private static final Set<String> FORMULAS = Set.of("f", "formula", "formula1", "formula2");

    private final WorkbookParts parts;
    private final Map<String, String> sheets = new LinkedHashMap<>();
    private final Map<Integer, NumberFormat> formats;
    private final boolean from1904;

    /** Opens a workbook that was read before. */
    WorkbookCells(byte[] file) throws IOException, XMLStreamException {
        this.parts = new WorkbookParts(file);
        this.formats = NumberFormat.of(parts.bytes("xl/styles.xml"));
        String workbook = parts.named("xl/workbook.xml").orElseThrow();
        Map<String, String> targets = parts.related(workbook).stream()
                .collect(Collectors.toMap(WorkbookParts.Related::id, WorkbookParts.Related::part, (one, other) -> one));
        boolean[] is1904 = new boolean[1];
        Xml.each(parts.bytes(workbook), (name, xml) -> {
            if (name.equals("sheet")) {
                sheets.put(Xml.attribute(xml, "name"), targets.getOrDefault(Xml.attribute(xml, "id"), ""));
            } else if (name.equals("workbookPr")) {
                is1904[0] = Xml.flag(xml, "date1904");
            }
        });
        this.from1904 = is1904[0];
    }

    @Override
    public void write(String sheet, int row, int column, String typed) throws CannotEdit {
        Element data = data(sheet);
        Element cell = cell(data, row, column);
        boolean computed = !children(cell, "f").isEmpty();
        if (computed) {
            expandSharedFormulas(data, sheet);
            refuseArray(cell);
        }
        boolean wasText = isText(cell) && NUMBER.matcher(text(cell)).matches();
        while (cell.getFirstChild() != null) {
            cell.removeChild(cell.getFirstChild());
        }
        cell.removeAttribute("t");
        cell.removeAttribute("cm");
        cell.removeAttribute("vm");
        if (!typed.isBlank()) {
            fill(cell, typed.strip(), wasText);
        }
        forgetValues(Formula.Change.of(sheet, row, column));
        if (computed) {
            forgetOrder();
        }
    }

    private void fill(Element cell, String typed, boolean wasText) {
        NumberFormat.Sort sort =
                formats.getOrDefault(style(cell), NumberFormat.GENERAL).sort();
        Optional<String> number = wasText ? Optional.empty() : TypedCell.number(typed, sort, from1904);
        if (number.isPresent()) {
            add(cell, "v").setTextContent(number.get());
        } else if (!wasText && typed.matches("(?i)true|false")) {
            cell.setAttribute("t", "b");
            add(cell, "v").setTextContent(typed.equalsIgnoreCase("true") ? "1" : "0");
        } else {
            cell.setAttribute("t", "inlineStr");
            Element text = add(add(cell, "is"), "t");
            text.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:space", "preserve");
            text.setTextContent(typed);
        }
    }

    private static int style(Element cell) {
        String style = cell.getAttribute("s");
        return style.matches("\\d{1,6}") ? Integer.parseInt(style) : 0;
    }

    private boolean isText(Element cell) {
        return List.of("s", "str", "inlineStr").contains(cell.getAttribute("t"));
    }

    private String text(Element cell) {
        if (!cell.getAttribute("t").equals("s")) {
            return cell.getTextContent();
        }
        try {
            return SheetXml.sharedStrings(parts.bytes("xl/sharedStrings.xml"))
                    .get(Integer.parseInt(cell.getTextContent().strip()));
        } catch (XMLStreamException | NumberFormatException | IndexOutOfBoundsException e) {
            return "";
        }
    }

    @Override
    public void insert(String sheet, int before, int count) throws CannotEdit {
        shift(sheet, new RowShift.Insert(before, count));
        Element data = data(sheet);
        NavigableMap<Integer, Element> rows = rows(data);
        Map.Entry<Integer, Element> like =
                rows.containsKey(before - 1) ? rows.floorEntry(before - 1) : rows.floorEntry(before + count);
        for (int row = before; like != null && row < before + count; row++) {
            copy(data, like.getValue(), row, false, sheet);
        }
    }

    @Override
    public void duplicate(String sheet, int row) throws CannotEdit {
        shift(sheet, new RowShift.Insert(row + 1, 1));
        Element data = data(sheet);
        Element from = rows(data).get(row);
        if (from != null) {
            copy(data, from, row + 1, true, sheet);
        }
        Element root = root(sheet);
        for (Element merge : all(root, "mergeCell")) {
            Optional<Rows> merged = Formula.rows(merge.getAttribute("ref"));
            if (merged.filter(rows -> rows.first() == row && rows.last() == row).isPresent()) {
                Element twin = (Element) merge.cloneNode(true);
                twin.setAttribute("ref", Formula.with(merge.getAttribute("ref"), new Rows(row + 1, row + 1)));
                merge.getParentNode().appendChild(twin);
            }
        }
    }

    /** Makes a row of the same formats as another, with what it holds or without. */
    private void copy(Element data, Element like, int row, boolean content, String sheet) {
        var copy = (Element) like.cloneNode(true);
        int down = row - number(like);
        for (Element cell : children(copy, "c")) {
            if (!content) {
                while (cell.getFirstChild() != null) {
                    cell.removeChild(cell.getFirstChild());
                }
                cell.removeAttribute("t");
            }
            children(cell, "f")
                    .forEach(formula -> formula.setTextContent(new Formula(formula.getTextContent(), sheet)
                            .copied(down, 0)
                            .text()));
            if (down != 0 && !children(cell, "f").isEmpty()) {
                children(cell, "v").forEach(cell::removeChild);
            }
        }
        renumber(copy, row);
        data.insertBefore(
                copy,
                rows(data).tailMap(row, true).values().stream().findFirst().orElse(null));
    }

    @Override
    public void delete(String sheet, int first, int count) throws CannotEdit {
        shift(sheet, new RowShift.Delete(first, count));
    }

    @Override
    public void move(String sheet, int from, int to) throws CannotEdit {
        shift(sheet, new RowShift.Move(from, to));
    }

    private void shift(String sheet, RowShift shift) throws CannotEdit {
        Element data = data(sheet);
        expandSharedFormulas(data, sheet);
        List<WorkbookParts.Related> related = related(sheet);
        refuseWhatCannotMove(data, related, shift);
        forgetValues(new Formula.Change(sheet, shift::changes, 1, Integer.MAX_VALUE));
        forgetOrder();
        for (Element row : List.copyOf(rows(data).values())) {
            shift.row(number(row)).ifPresentOrElse(to -> renumber(row, to), () -> data.removeChild(row));
        }
        List.copyOf(rows(data).values()).forEach(data::appendChild);
        shiftNames(root(sheet), shift);
        for (String part : parts.names()) {
            String name = part.toLowerCase(Locale.ROOT);
            if (name.matches("xl/(worksheets|charts)/[^/]+\\.xml") || name.equals("xl/workbook.xml")) {
                shiftFormulas(part, sheet, shift);
            }
        }
        for (WorkbookParts.Related other : related) {
            Element root = xml(other.part());
            switch (other.type()) {
                case "comments", "threadedComment", "table" -> shiftNames(root, shift);
                case "vmlDrawing", "drawing" -> DrawnOnRows.shift(root, shift);
                default -> {}
            }
        }
    }

    /** What names cells outside of the rows themselves: merged cells, formats by rule, what may be entered, comments. */
    private static void shiftNames(Element root, RowShift shift) {
        for (Element element : all(root, "*")) {
            if (NOT_MOVED.contains(element.getLocalName())) {
                continue;
            }
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                var attribute = (Attr) element.getAttributes().item(i);
                if (NAMING.contains(attribute.getName())) {
                    attribute.setValue(shifted(
                            attribute.getValue(), shift, attribute.getName().equals("sqref")));
                }
            }
            if (element.getLocalName().equals("sqref")) {
                element.setTextContent(shifted(element.getTextContent(), shift, true));
            }
            boolean lost = element.getAttribute("ref").isEmpty() && element.hasAttribute("ref")
                    || element.getAttribute("sqref").isEmpty() && element.hasAttribute("sqref");
            if (lost && element.getParentNode() instanceof Element parent) {
                parent.removeChild(element);
                if (parent.hasAttribute("count")) {
                    parent.setAttribute(
                            "count",
                            String.valueOf(all(parent, element.getLocalName()).size()));
                }
                if (all(parent, "*").size() == 1 && isListOfNames(parent)) {
                    parent.getParentNode().removeChild(parent);
                }
            }
        }
        all(root, "brk").forEach(mark -> {
            if (mark.getParentNode().getLocalName().equals("rowBreaks")
                    && mark.getAttribute("id").matches("\\d{1,7}")) {
                shift.row(Integer.parseInt(mark.getAttribute("id")))
                        .ifPresent(row -> mark.setAttribute("id", String.valueOf(row)));
            }
        });
    }

    /** A spreadsheet takes no such list that is empty. */
    private static boolean isListOfNames(Element element) {
        return List.of("mergeCells", "hyperlinks", "dataValidations", "ignoredErrors", "protectedRanges")
                .contains(element.getLocalName());
    }

    /** A list of cells and stretches of cells, such as {@code B6:B7 D6}. */
    private static String shifted(String names, RowShift shift, boolean stretch) {
        return Arrays.stream(names.split("\\s+"))
                .flatMap(ref -> Formula.rows(ref)
                        .map(rows ->
                                (stretch ? shift.stretch(rows) : shift.rows(rows)).map(to -> Formula.with(ref, to)))
                        .orElse(Optional.of(ref))
                        .stream())
                .collect(Collectors.joining(" "));
    }

    private void shiftFormulas(String part, String sheet, RowShift shift) throws CannotEdit {
        String home = sheets.entrySet().stream()
                .filter(one -> one.getValue().equals(part))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
        for (Element element : all(xml(part), "*")) {
            if (FORMULAS.contains(element.getLocalName())
                    || element.getLocalName().equals("definedName")) {
                String before = element.getTextContent();
                String after = new Formula(before, home).shifted(sheet, shift).text();
                if (!after.equals(before)) {
                    element.setTextContent(after);
                }
            }
        }
    }

    private static void refuseWhatCannotMove(Element data, List<WorkbookParts.Related> related, RowShift shift)
            throws CannotEdit {
        for (WorkbookParts.Related other : related) {
            if (!MOVED.contains(other.type()) && !other.type().matches("customProperty|image|queryTable")) {
                throw new CannotEdit(
                        "The sheet holds a " + other.type() + ", which stands on its rows.",
                        "Move rows in a spreadsheet program, and upload the file.");
            }
        }
        for (Element formula : all(data, "f")) {
            if (!formula.getAttribute("t").isEmpty()
                    && Formula.rows(formula.getAttribute("ref")).isPresent()) {
                throw new CannotEdit(
                        "The sheet holds a formula over several cells ("
                                + ((Element) formula.getParentNode()).getAttribute("r") + ").",
                        "Move rows in a spreadsheet program, and upload the file.");
            }
        }
        if (shift instanceof RowShift.Move) {
            for (Element merge : all(root(data), "mergeCell")) {
                Optional<Rows> rows = Formula.rows(merge.getAttribute("ref"));
                if (rows.filter(merged -> merged.first() < merged.last() && shift.changes(merged))
                        .isPresent()) {
                    throw new CannotEdit(
                            "The cells " + merge.getAttribute("ref") + " are merged over several rows.",
                            "Take the merge apart in a spreadsheet program first.");
                }
            }
        }
    }

    private static void refuseArray(Element cell) throws CannotEdit {
        for (Element formula : children(cell, "f")) {
            if (formula.getAttribute("t").equals("array")
                    || formula.getAttribute("t").equals("dataTable")) {
                throw new CannotEdit(
                        "The cell " + cell.getAttribute("r") + " holds a formula over several cells.",
                        "Change it in a spreadsheet program.");
            }
        }
    }

    /** A formula that several cells share is written out in each, so that one of them can change. */
    private static void expandSharedFormulas(Element data, String sheet) {
        Map<String, Element> masters = new LinkedHashMap<>();
        for (Element formula : all(data, "f")) {
            if (formula.getAttribute("t").equals("shared")
                    && !formula.getTextContent().isBlank()) {
                masters.put(formula.getAttribute("si"), formula);
            }
        }
        for (Element formula : all(data, "f")) {
            Element master = masters.get(formula.getAttribute("si"));
            if (formula.getAttribute("t").equals("shared") && master != null && master != formula) {
                Matcher here = place(formula);
                Matcher there = place(master);
                formula.setTextContent(new Formula(master.getTextContent(), sheet)
                        .copied(
                                Integer.parseInt(here.group(2)) - Integer.parseInt(there.group(2)),
                                Cell.column(here.group(1)) - Cell.column(there.group(1)))
                        .text());
                plain(formula);
            }
        }
        masters.values().forEach(WorkbookCells::plain);
    }

    private static void plain(Element formula) {
        formula.removeAttribute("t");
        formula.removeAttribute("si");
        formula.removeAttribute("ref");
    }

    /** A formula that has a value still. */
    private record Computed(Element element, Formula formula, String sheet) {}

    /** Takes away the values of formulas that may ask what has changed, and of those that ask these. */
    private void forgetValues(Formula.Change first) throws CannotEdit {
        List<Computed> computed = computed();
        var open = new ArrayList<>(List.of(first));
        while (!open.isEmpty() && !computed.isEmpty()) {
            Formula.Change changed = open.removeLast();
            computed.removeIf(each -> {
                boolean asks = each.formula.mayAsk(changed);
                if (asks) {
                    var cell = (Element) each.element.getParentNode();
                    children(cell, "v").forEach(cell::removeChild);
                    cell.removeAttribute("t");
                    Matcher place = place(each.element);
                    open.add(Formula.Change.of(
                            each.sheet, Integer.parseInt(place.group(2)), Cell.column(place.group(1))));
                }
                return asks;
            });
        }
    }

    private List<Computed> computed() throws CannotEdit {
        var computed = new ArrayList<Computed>();
        for (Map.Entry<String, String> sheet : sheets.entrySet()) {
            if (!hasFormulas(sheet.getValue())) {
                continue;
            }
            Element data = data(sheet.getKey());
            if (all(data, "f").stream()
                    .anyMatch(formula -> formula.getTextContent().isBlank())) {
                expandSharedFormulas(data, sheet.getKey());
            }
            for (Element formula : all(data, "f")) {
                if (!children((Element) formula.getParentNode(), "v").isEmpty()) {
                    computed.add(new Computed(
                            formula, new Formula(formula.getTextContent(), sheet.getKey()), sheet.getKey()));
                }
            }
        }
        return computed;
    }

    private boolean hasFormulas(String part) {
        String xml = new String(parts.bytes(part), StandardCharsets.UTF_8);
        return xml.contains("f>") || xml.contains("<f ");
    }

    /** The order in which formulas are computed; a spreadsheet program finds it anew. */
    private void forgetOrder() throws CannotEdit {
        try {
            Optional<String> order = parts.named("xl/calcChain.xml");
            if (order.isPresent()) {
                parts.remove(order.get());
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static CannotEdit unreadable(Exception problem) {
        var refused = new CannotEdit(
                "A part of the workbook cannot be read: " + problem.getMessage() + ".",
                "Change it in a spreadsheet program, and upload the file.");
        refused.addSuppressed(problem);
        return refused;
    }

    private Element xml(String part) throws CannotEdit {
        try {
            return parts.xml(part).getDocumentElement();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private List<WorkbookParts.Related> related(String sheet) throws CannotEdit {
        try {
            return parts.related(part(sheet));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String part(String sheet) throws CannotEdit {
        String part = sheets.get(sheet);
        if (part == null) {
            throw new CannotEdit(
                    "There is no sheet '" + sheet + "'.", "Sheets are " + String.join(", ", sheets.keySet()) + ".");
        }
        return part;
    }

    private Element root(String sheet) throws CannotEdit {
        return xml(part(sheet));
    }

    private static Element root(Element data) {
        return data.getOwnerDocument().getDocumentElement();
    }

    private Element data(String sheet) throws CannotEdit {
        return all(root(sheet), "sheetData").getFirst();
    }

    @Override
    public byte[] bytes() throws CannotEdit {
        try {
            return parts.file();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
