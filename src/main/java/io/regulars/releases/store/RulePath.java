package io.regulars.releases.store;

import io.regulars.rules.model.RuleFile;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the path of a file of a release may look like: {@code segments/recency.drl}. */
public final class RulePath {
    private static final int LONGEST = 200;
    private static final int DEEPEST = 10;
    private static final List<String> TEXTS = List.of(".drl", ".yaml", ".yml", ".csv");
    private static final String KINDS = ".drl, .yaml, .csv or .xlsx";
    private static final String TEMPLATES = "templates/";
    private static final List<String> OF_TEMPLATES = List.of(".md", ".html", ".txt", ".sms");

    /** What is said about rules beside them. */
    private static final List<String> NOTES = List.of("readme", "license", "licence", "notice", "changelog");

    private RulePath() {}

    /** Whether a file of that name is a rule file, as a folder may hold others beside them; its ending may be in any case. */
    public static boolean isRuleFile(String path) {
        String name = name(path);
        return !isHidden(path)
                && (TEXTS.stream().anyMatch(name::endsWith) || RuleFile.isWorkbook(name) || isOfTemplates(path));
    }

    /** Whether it is the text of a message; notes for people lie beside those as elsewhere. */
    private static boolean isOfTemplates(String path) {
        String name = name(path);
        return path.startsWith(TEMPLATES)
                && OF_TEMPLATES.stream().anyMatch(name::endsWith)
                && NOTES.stream().noneMatch(name::startsWith);
    }

    /** Whether it is an editor's, a mount's or a spreadsheet program's own: .git/x, vip.drl~, ~$offers.xlsx. */
    public static boolean isHidden(String path) {
        for (String part : path.split("/", -1)) {
            if (part.startsWith(".")) {
                return true;
            }
        }
        String name = name(path);
        return name.startsWith("~$") || name.endsWith("~");
    }

    /** What to do with a file that is no rule file and may be taken for one; empty where nobody would: notes for people. */
    public static String hint(String path) {
        String name = name(path);
        if (name.endsWith(".md") || NOTES.stream().anyMatch(name::startsWith)) {
            return "";
        }
        String ending = name.contains(".") ? name.substring(name.lastIndexOf('.')) : "";
        return switch (ending) {
            case ".xlsm", ".xlsb", ".xltx", ".ods", ".numbers" -> "Save the workbook as .xlsx.";
            case ".tsv", ".tab" -> "Save the table as .csv.";
            case ".html", ".htm", ".sms" ->
                "Texts of messages are read from the folder templates/; move it there, or take it out.";
            default -> "Rules are read from files that end with " + KINDS + "; give it such an ending, or take it out.";
        };
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    /** Why a path cannot be one within a release; null: it can. */
    public static @Nullable String problem(String path) {
        String[] parts = path.split("/", -1);
        if (path.isBlank() || path.length() > LONGEST || parts.length > DEEPEST) {
            return "has 1 to " + LONGEST + " characters and at most " + DEEPEST + " parts";
        }
        if (path.codePoints().anyMatch(c -> c == '\\' || Character.isISOControl(c) || c == 0xFFFD)) {
            return "has no backslash and no control character";
        }
        for (String part : parts) {
            if (part.isBlank() || part.equals(".") || part.equals("..")) {
                return "is relative, its parts divided by one / each, none of them . or ..";
            }
        }
        return isRuleFile(path)
                ? null
                : "ends with " + KINDS
                        + " (in templates/ also with .md, .html, .txt or .sms), and no part begins with a dot";
    }
}
