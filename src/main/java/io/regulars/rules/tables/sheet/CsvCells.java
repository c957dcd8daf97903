package io.regulars.rules.tables.sheet;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The cells of a CSV file as they are written in it; what nobody changes keeps its quotes, blanks and line ends. */
final class CsvCells implements CellsOfFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private record Line(List<String> fields, String end) {}

    private final List<Line> lines = new ArrayList<>();
    private final char separator;
    private final Charset charset;
    private final String mark;

    /** Reads a file whose quotes are sound. */
    CsvCells(String content, Charset charset, boolean marked) {
        String text = content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
        this.mark = marked ? BYTE_ORDER_MARK : "";
        this.charset = charset;
        this.separator = CsvTable.separator(text);
        read(text);
    }

    private void read(String text) {
        var fields = new ArrayList<String>();
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' && at == start) {
                at = closing(text, at);
            } else if (c == separator) {
                fields.add(text.substring(start, at));
                start = at + 1;
            } else if (c == '\n' || c == '\r') {
                int end = text.startsWith("\r\n", at) ? at + 2 : at + 1;
                fields.add(text.substring(start, at));
                lines.add(new Line(new ArrayList<>(fields), text.substring(at, end)));
                fields.clear();
                start = end;
                at = end - 1;
            }
            at++;
        }
        if (start < text.length() || !fields.isEmpty()) {
            fields.add(text.substring(start));
            lines.add(new Line(fields, ""));
        }
    }

    /** The quote that closes a cell. */
    private static int closing(String text, int open) {
        int at = open + 1;
        while (at < text.length() && (text.charAt(at) != '"' || at + 1 < text.length() && text.charAt(at + 1) == '"')) {
            at += text.charAt(at) == '"' ? 2 : 1;
        }
        return at;
    }

    @Override
    public void write(String sheet, int row, int column, String typed) {
        fill(row);
        List<String> fields = lines.get(row - 1).fields;
        while (fields.size() < column) {
            fields.add("");
        }
        fields.set(column - 1, quoted(typed));
    }

    private String quoted(String text) {
        boolean needed = text.indexOf(separator) >= 0
                || text.indexOf('"') >= 0
                || text.indexOf('\n') >= 0
                || text.indexOf('\r') >= 0;
        return needed ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** Adds empty lines until there is one of that number. */
    private void fill(int row) {
        while (lines.size() < row) {
            end(lines.size());
            lines.add(new Line(new ArrayList<>(List.of("")), ""));
        }
    }

    /** Ends the last of some lines, which may be the file's last. */
    private void end(int count) {
        if (count > 0 && lines.get(count - 1).end.isEmpty()) {
            lines.set(count - 1, new Line(lines.get(count - 1).fields, lineEnd()));
        }
    }

    private String lineEnd() {
        String first = lines.getFirst().end;
        return first.isEmpty() ? "\n" : first;
    }

    @Override
    public void insert(String sheet, int before, int count) {
        fill(before - 1);
        end(before - 1);
        int columns = before > 1 ? lines.get(before - 2).fields.size() : 1;
        for (int i = 0; i < count; i++) {
            lines.add(before - 1, new Line(new ArrayList<>(Collections.nCopies(columns, "")), lineEnd()));
        }
    }

    @Override
    public void duplicate(String sheet, int row) {
        fill(row);
        end(row);
        lines.add(row, new Line(new ArrayList<>(lines.get(row - 1).fields), lineEnd()));
    }

    @Override
    public void delete(String sheet, int first, int count) {
        int last = Math.min(lines.size(), first + count - 1);
        if (first <= last) {
            lines.subList(first - 1, last).clear();
        }
    }

    @Override
    public void move(String sheet, int from, int to) {
        fill(Math.max(from, to));
        end(lines.size());
        lines.add(to - 1, lines.remove(from - 1));
    }

    @Override
    public byte[] bytes() {
        var text = new StringBuilder(mark);
        for (Line line : lines) {
            text.append(String.join(String.valueOf(separator), line.fields)).append(line.end);
        }
        return text.toString().getBytes(charset);
    }

    /** How a file's letters are written: in UTF-16 only if its mark says so. */
    static Charset charset(byte[] file) {
        int mark = file.length < 2 ? 0 : (file[0] & 0xff) << 8 | file[1] & 0xff;
        return switch (mark) {
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
        };
    }
}
