package io.regulars.rules.tables.sheet;

import io.regulars.rules.model.RuleFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLStreamException;

/** Reads an XLSX file: a zip of XML parts, each read as a stream within bounds; nothing in it is followed or run. */
public final class Workbook {
    private static final int MOST_BYTES = 10_000_000;
    private static final int MOST_INFLATED = 50_000_000;
    private static final int MOST_PARTS = 1_000;

    private final RuleFile file;
    private final TableProblems problems;

    /** Opens a file; nothing is read yet. */
    public Workbook(RuleFile file, TableProblems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** A part of the file that cannot be taken. */
    static final class Refused extends Exception {
        final String code;
        final String hint;

        Refused(String code, String message, String hint) {
            super(message, null, false, false);
            this.code = code;
            this.hint = hint;
        }
    }

    /** Its sheets in their order; what cannot be read is told. */
    public List<Sheet> read() {
        try {
            return sheets(parts(file.bytes()));
        } catch (Refused e) {
            problems.error(file.path(), e.code, String.valueOf(e.getMessage()), e.hint);
        } catch (IOException | XMLStreamException | IllegalArgumentException e) {
            problems.error(
                    file.path(),
                    "unreadable-workbook",
                    "The file cannot be read as a workbook.",
                    "Save it again as .xlsx, or as CSV.");
        }
        return List.of();
    }

    private static Map<String, byte[]> parts(byte[] bytes) throws Refused, IOException {
        if (bytes.length > MOST_BYTES) {
            throw new Refused("table-too-large", "A workbook has at most 10 MB.", "Split it.");
        }
        if (bytes.length > 1 && (bytes[0] & 0xff) == 0xd0 && (bytes[1] & 0xff) == 0xcf) {
            throw new Refused(
                    "old-workbook",
                    "The workbook is of the old .xls form, or has a password.",
                    "Save it as .xlsx without a password, or as CSV.");
        }
        Map<String, byte[]> parts = new HashMap<>();
        int inflated = 0;
        int count = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().toLowerCase(Locale.ROOT);
                if (++count > MOST_PARTS) {
                    throw new Refused("table-too-large", "The workbook has too many parts.", "Save it as CSV.");
                }
                if (name.startsWith("xl/externallinks/")) {
                    throw new Refused(
                            "external-link",
                            "The workbook takes values from another file.",
                            "Replace such formulas by their values.");
                }
                byte[] part = zip.readNBytes(MOST_INFLATED - inflated + 1);
                inflated += part.length;
                if (inflated > MOST_INFLATED) {
                    throw new Refused(
                            "table-too-large", "The workbook holds more than 50 MB when unpacked.", "Split it.");
                }
                if (name.startsWith("xl/") && name.endsWith(".xml") || name.endsWith(".rels")) {
                    parts.put(name, part);
                }
            }
        }
        return parts;
    }

    private List<Sheet> sheets(Map<String, byte[]> parts) throws Refused, XMLStreamException {
        byte[] workbook = parts.get("xl/workbook.xml");
        if (workbook == null) {
            throw incomplete("The file is no workbook.");
        }
        var targets = new HashMap<String, String>();
        Xml.each(parts.getOrDefault("xl/_rels/workbook.xml.rels", Xml.EMPTY), (name, xml) -> {
            if (name.equals("Relationship")) {
                targets.put(Xml.attribute(xml, "Id"), Xml.attribute(xml, "Target"));
            }
        });
        var strings = SheetXml.sharedStrings(parts.getOrDefault("xl/sharedstrings.xml", Xml.EMPTY));
        var formats = NumberFormat.of(parts.getOrDefault("xl/styles.xml", Xml.EMPTY));
        boolean[] from1904 = new boolean[1];
        var names = new ArrayList<String[]>();
        Xml.each(workbook, (name, xml) -> {
            if (name.equals("workbookPr")) {
                from1904[0] = Xml.flag(xml, "date1904");
            } else if (name.equals("sheet")) {
                names.add(new String[] {Xml.attribute(xml, "name"), Xml.attribute(xml, "id")});
            }
        });
        var sheets = new ArrayList<Sheet>();
        int left = Sheet.MOST_CELLS;
        for (String[] sheet : names) {
            String target = targets.getOrDefault(sheet[1], "").replaceFirst("^/?(xl/)?", "");
            byte[] part = parts.get("xl/" + target.toLowerCase(Locale.ROOT));
            if (part == null) {
                throw incomplete("The sheet '" + sheet[0] + "' is not in the file.");
            }
            List<Cell> cells = new SheetXml(strings, formats, from1904[0], left).cells(part);
            left -= cells.size();
            sheets.add(Sheet.of(file.path(), sheet[0], cells));
        }
        if (sheets.isEmpty()) {
            throw incomplete("The workbook has no sheet.");
        }
        return sheets;
    }

    private static Refused incomplete(String message) {
        return new Refused("unreadable-workbook", message, "Save it as .xlsx from the spreadsheet program.");
    }
}
