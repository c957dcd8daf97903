package io.regulars.rules.tables.sheet;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the parts of a workbook that hold cells. */
final class SheetXml {
    private static final Pattern REFERENCE = Pattern.compile("([A-Z]{1,3})(\\d{1,7})");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]{1,40}([eE][-+]?\\d{1,5})?");

    private final List<String> strings;
    private final Map<Integer, NumberFormat> formats;
    private final boolean from1904;
    private final int most;

    SheetXml(List<String> strings, Map<Integer, NumberFormat> formats, boolean from1904, int most) {
        this.strings = strings;
        this.formats = formats;
        this.from1904 = from1904;
        this.most = most;
    }

    static List<String> sharedStrings(byte[] part) throws XMLStreamException {
        var strings = new ArrayList<String>();
        XMLStreamReader xml = Xml.reader(part);
        var text = new StringBuilder();
        boolean phonetic = false;
        while (xml.hasNext()) {
            int event = Xml.next(xml);
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "si" -> text.setLength(0);
                    case "rPh" -> phonetic = true;
                    default -> {}
                }
            } else if (event == XMLStreamConstants.CHARACTERS && !phonetic) {
                text.append(xml.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("si")) {
                strings.add(text.toString());
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("rPh")) {
                phonetic = false;
            }
        }
        return strings;
    }

    /** The cells of one sheet, merged ones spread over the cells they cover. */
    List<Cell> cells(byte[] part) throws XMLStreamException, Workbook.Refused {
        Map<String, Cell> cells = new HashMap<>();
        var merges = new ArrayList<String>();
        XMLStreamReader xml = Xml.reader(part);
        while (xml.hasNext()) {
            if (Xml.next(xml) == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("c")) {
                    Cell cell = cell(xml);
                    cells.put(cell.name(), cell);
                } else if (xml.getLocalName().equals("mergeCell")) {
                    merges.add(Xml.attribute(xml, "ref"));
                }
                if (cells.size() > most || merges.size() > most) {
                    throw tooLarge();
                }
            }
        }
        for (String merge : merges) {
            spread(merge, cells);
        }
        return new ArrayList<>(cells.values());
    }

    private static Workbook.Refused tooLarge() {
        return new Workbook.Refused(
                "table-too-large",
                "A table file has at most " + Sheet.MOST_CELLS + " cells.",
                "Split it, and delete what is empty but formatted.");
    }

    private void spread(String merge, Map<String, Cell> cells) throws Workbook.Refused {
        Matcher ends = Pattern.compile(REFERENCE + ":" + REFERENCE).matcher(merge);
        if (!ends.matches()) {
            return;
        }
        int left = Cell.column(ends.group(1));
        int top = Integer.parseInt(ends.group(2));
        int right = Cell.column(ends.group(3));
        int bottom = Integer.parseInt(ends.group(4));
        Cell first = cells.get(Cell.name(top, left));
        if (first == null || first.text().isBlank()) {
            return;
        }
        if ((long) (right - left + 1) * (bottom - top + 1) + cells.size() > most) {
            throw tooLarge();
        }
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                cells.put(Cell.name(row, column), first.spread(row, column, left, top));
            }
        }
    }

    private Cell cell(XMLStreamReader xml) throws XMLStreamException {
        Matcher reference = REFERENCE.matcher(Xml.attribute(xml, "r"));
        if (!reference.matches()) {
            throw new XMLStreamException("a cell without a place");
        }
        int row = Integer.parseInt(reference.group(2));
        int column = Cell.column(reference.group(1));
        String type = Xml.attribute(xml, "t");
        String style = Xml.attribute(xml, "s");
        boolean formula = false;
        var value = new StringBuilder();
        String inside = "";
        while (xml.hasNext()) {
            int event = Xml.next(xml);
            if (event == XMLStreamConstants.START_ELEMENT) {
                inside = xml.getLocalName();
                formula |= inside.equals("f");
            } else if (event == XMLStreamConstants.CHARACTERS && (inside.equals("v") || inside.equals("t"))) {
                value.append(xml.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                inside = "";
                if (xml.getLocalName().equals("c")) {
                    break;
                }
            }
        }
        String text = value.toString();
        if (formula && text.isEmpty() && !type.equals("str")) {
            return new Cell(row, column, "a formula without a value", Cell.Kind.ERROR).byFormula();
        }
        Cell cell = typed(row, column, type, style, text);
        return formula ? cell.byFormula() : cell;
    }

    private Cell typed(int row, int column, String type, String style, String text) throws XMLStreamException {
        return switch (type) {
            case "s" -> new Cell(row, column, shared(text), Cell.Kind.TEXT);
            case "str", "inlineStr" -> new Cell(row, column, CellText.clean(text), Cell.Kind.TEXT);
            case "b" -> new Cell(row, column, text.equals("1") ? "true" : "false", Cell.Kind.FLAG);
            case "e" -> new Cell(row, column, text, Cell.Kind.ERROR);
            case "d" -> new Cell(row, column, text.substring(0, Math.min(10, text.length())), Cell.Kind.DATE);
            default -> number(row, column, text, style);
        };
    }

    private String shared(String index) throws XMLStreamException {
        if (!index.matches("\\d{1,9}") || Integer.parseInt(index) >= strings.size()) {
            throw new XMLStreamException("a text that is not there");
        }
        return CellText.clean(strings.get(Integer.parseInt(index)));
    }

    private Cell number(int row, int column, String text, String style) {
        if (text.isBlank()) {
            return new Cell(row, column, "", Cell.Kind.TEXT);
        }
        double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            return new Cell(row, column, "a number that cannot be read", Cell.Kind.ERROR);
        }
        // a spreadsheet computes with 15 digits; what it shows as 0.3 is stored as 0.30000000000000004
        String plain = new BigDecimal(value)
                .round(new java.math.MathContext(15))
                .stripTrailingZeros()
                .toPlainString();
        NumberFormat format = style.matches("\\d{1,6}")
                ? formats.getOrDefault(Integer.valueOf(style), NumberFormat.GENERAL)
                : NumberFormat.GENERAL;
        return format.cell(row, column, value, plain, from1904);
    }
}
