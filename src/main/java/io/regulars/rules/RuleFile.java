package io.regulars.rules;

/**
 * One file of a release.
 *
 * @param path relative to the rules folder, with {@code /}
 * @param content its text; of a workbook, which is none, its bytes as one character each (ISO 8859-1)
 */
public record RuleFile(String path, String content) {
    /** Whether a file of that name holds bytes that are no text. */
    public static boolean isWorkbook(String path) {
        String lower = path.toLowerCase(java.util.Locale.ROOT);
        return lower.endsWith(".xlsx") || lower.endsWith(".xls");
    }
}
