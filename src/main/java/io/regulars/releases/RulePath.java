package io.regulars.releases;

import io.regulars.rules.RuleFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the path of a file of a release may look like: {@code segments/recency.drl}. */
final class RulePath {
    private static final int LONGEST = 200;
    private static final int DEEPEST = 10;
    private static final List<String> TEXTS = List.of(".drl", ".yaml", ".csv");

    private RulePath() {}

    /** Whether a file of that name is a rule file, as a folder may hold others beside them. */
    static boolean isRuleFile(String path) {
        for (String part : path.split("/", -1)) {
            if (part.startsWith(".")) {
                return false;
            }
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        // a spreadsheet program keeps ~$name.xlsx beside a workbook while it is open
        return TEXTS.stream().anyMatch(name::endsWith) || RuleFile.isWorkbook(name) && !name.startsWith("~$");
    }

    /** Why a path cannot be one within a release; null: it can. */
    static @Nullable String problem(String path) {
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
        return isRuleFile(path) ? null : "ends with .drl, .yaml, .csv or .xlsx, and no part begins with a dot";
    }
}
