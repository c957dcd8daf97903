package io.regulars.rules;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes workbooks for tests, from the XML of their rows or from a description that can be read:
 * <pre>
 *   sheet Rules
 *   A1 text RuleTable Offers
 *   A6 number 3
 *   B6 date 2026-02-01
 *   B7 serial 46054
 *   C6 flag true
 *   C7 percent 0.8
 *   C8 time 09:30
 *   C9 padded 1010
 *   D6 error #REF!
 *   E6 formula 1+1 = 2
 *   F6 formula 1+1
 *   merge A3:B3
 *   hide row 7
 *   part xl/externalLinks/externalLink1.xml &lt;x/&gt;
 * </pre>
 */
final class Workbooks {
    private static final Pattern LINE = Pattern.compile("([A-Z]{1,3})(\\d{1,7}) (\\w+) ?(.*)");
    private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);

    private Workbooks() {}

    /** What a sheet is made of. */
    private static final class Sheet {
        private final Map<Integer, Map<Integer, String>> rows = new TreeMap<>();
        private final StringBuilder merges = new StringBuilder();
        private final java.util.Set<Integer> hidden = new java.util.HashSet<>();
        private String attributes = "";

        String xml() {
            var xml = new StringBuilder("<worksheet><sheetData>");
            rows.forEach((row, cells) -> xml.append("<row r=\"")
                    .append(row)
                    .append(hidden.contains(row) ? "\" hidden=\"1\">" : "\">")
                    .append(String.join("", cells.values()))
                    .append("</row>"));
            return xml.append("</sheetData><mergeCells>")
                    .append(merges)
                    .append("</mergeCells></worksheet>")
                    .toString();
        }
    }

    /** The workbook that a description describes. */
    static byte[] described(String description) {
        var sheets = new LinkedHashMap<String, Sheet>();
        var parts = new LinkedHashMap<String, String>();
        Sheet sheet = new Sheet();
        for (String line : description.lines().filter(line -> !line.isBlank()).toList()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "sheet" -> {
                    sheet = new Sheet();
                    sheets.put(line.substring("sheet ".length()), sheet);
                }
                case "merge" ->
                    sheet.merges.append("<mergeCell ref=\"").append(words[1]).append("\"/>");
                case "hide" -> {
                    if (words[1].equals("row")) {
                        sheet.hidden.add(Integer.valueOf(words[2]));
                    } else {
                        sheet.attributes = " state=\"hidden\"";
                    }
                }
                case "part" -> parts.put(words[1], words[2]);
                default -> cell(line, sheet);
            }
        }
        return zip(sheets, parts);
    }

    private static void cell(String line, Sheet sheet) {
        Matcher cell = LINE.matcher(line);
        if (!cell.matches()) {
            throw new IllegalArgumentException("not a line of a workbook: " + line);
        }
        String place = cell.group(1) + cell.group(2);
        sheet.rows
                .computeIfAbsent(Integer.valueOf(cell.group(2)), row -> new TreeMap<>())
                .put(column(cell.group(1)), xml(place, cell.group(3), cell.group(4)));
    }

    private static String xml(String place, String type, String value) {
        return switch (type) {
            case "text" ->
                "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + escaped(value.replace("\\n", "\n"))
                        + "</t></is></c>";
            case "number" -> "<c r=\"" + place + "\"><v>" + value + "</v></c>";
            case "date" ->
                "<c r=\"" + place + "\" s=\"1\"><v>" + ChronoUnit.DAYS.between(EPOCH, LocalDate.parse(value))
                        + "</v></c>";
            case "serial" -> "<c r=\"" + place + "\" s=\"1\"><v>" + value + "</v></c>";
            case "percent" -> styled(place, 2, value);
            case "time" ->
                styled(place, 3, String.valueOf(LocalTime.parse(value).toSecondOfDay() / 86_400.0));
            case "padded" -> styled(place, 4, value);
            case "flag" -> "<c r=\"" + place + "\" t=\"b\"><v>" + (value.equals("true") ? 1 : 0) + "</v></c>";
            case "error" -> "<c r=\"" + place + "\" t=\"e\"><v>" + value + "</v></c>";
            case "formula" -> {
                String[] parts = value.split(" = ", 2);
                yield "<c r=\"" + place + "\"><f>" + escaped(parts[0]) + "</f>"
                        + (parts.length > 1 ? "<v>" + parts[1] + "</v>" : "") + "</c>";
            }
            default -> throw new IllegalArgumentException("no type of a cell: " + type);
        };
    }

    private static String styled(String place, int style, String value) {
        return "<c r=\"" + place + "\" s=\"" + style + "\"><v>" + value + "</v></c>";
    }

    private static int column(String letters) {
        return letters.chars().reduce(0, (column, letter) -> column * 26 + letter - 'A' + 1);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static byte[] zip(Map<String, Sheet> sheets, Map<String, String> more) {
        var named = new StringBuilder("<workbook xmlns:r=\"r\"><sheets>");
        var related = new StringBuilder("<Relationships>");
        var parts = new LinkedHashMap<String, String>();
        int number = 0;
        for (Map.Entry<String, Sheet> sheet : sheets.entrySet()) {
            number++;
            named.append("<sheet name=\"%s\" sheetId=\"%d\" r:id=\"rId%d\"%s/>"
                    .formatted(sheet.getKey(), number, number, sheet.getValue().attributes));
            related.append("<Relationship Id=\"rId%d\" Target=\"worksheets/sheet%d.xml\"/>".formatted(number, number));
            parts.put("xl/worksheets/sheet" + number + ".xml", sheet.getValue().xml());
        }
        parts.put("xl/workbook.xml", named.append("</sheets></workbook>").toString());
        parts.put(
                "xl/_rels/workbook.xml.rels", related.append("</Relationships>").toString());
        parts.put("xl/sharedStrings.xml", """
                <sst><si><t>condition</t></si><si><t>ACTION</t></si><si><r><t>go</t></r><r><t>ld</t></r></si></sst>""");
        parts.put("xl/styles.xml", """
                <styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/>\
                <xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="20"/><xf numFmtId="164"/></cellXfs></styleSheet>""");
        parts.putAll(more);
        return zip(parts);
    }

    /** A workbook of one sheet, whose rows and merged cells are written as in its file. */
    static byte[] workbook(String rows, String merges) {
        var sheets = new LinkedHashMap<String, Sheet>();
        sheets.put("Rules", new Sheet());
        return zip(
                sheets,
                Map.of(
                        "xl/worksheets/sheet1.xml",
                        "<worksheet><sheetData>" + rows + "</sheetData>" + merges + "</worksheet>"));
    }

    /** A zip of parts. */
    static byte[] zip(Map<String, String> parts) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
