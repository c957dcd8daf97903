package io.regulars.imports;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Knows by a line what a file is that is no NDJSON, and says what makes it one. */
final class OtherFormats {
    private static final Pattern PART_OF_AN_OBJECT = Pattern.compile(
            "\\s*(?:[{}\\[\\]],?|[}\\]],?\\s*[}\\]],?|\"(?:[^\"\\\\]|\\\\.)*\"\\s*(?::.*|,?))\\s*", Pattern.DOTALL);
    private static final Pattern CSV = Pattern.compile("[^{\\[]+[,;\\t][^{]*", Pattern.DOTALL);

    private OtherFormats() {}

    /** A sentence to add to why the line is refused; empty if nothing better is known. */
    static String remedy(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8).strip();
        if (text.indexOf('\r') >= 0) {
            return " The lines of this file end with CR alone; let them end with LF: tr '\\r' '\\n' < file.";
        }
        if (PART_OF_AN_OBJECT.matcher(text).matches()) {
            return " One record is one line here; this is JSON over several lines: jq -c . file makes one line of each,"
                    + " jq -c '.[]' file of those of a list.";
        }
        if (text.startsWith("[")) {
            return " One record is one line here, without a list around them: jq -c '.[]' file makes that.";
        }
        if (CSV.matcher(text).matches()) {
            return " This looks like CSV; each line is a record in JSON here:"
                    + " {\"record\": \"client\", \"id\": \"c-1\", \"firstName\": \"Ana\"}.";
        }
        return "";
    }
}
