package io.regulars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of {@code src/main/java}.
 *
 * @param feature the feature it belongs to; empty for the main class
 */
record SourceFile(String feature, String name, String text) {
    private static final Path ROOT = Path.of("src", "main", "java", "io", "regulars");

    private static final Pattern TOKEN = Pattern.compile(
            "(?s)\"\"\"(?<block>.*?)\"\"\"|\"(?<text>(?:\\\\.|[^\"\\\\\n])*+)\"|'(?:\\\\.|[^'\\\\])++'|//[^\n]*+|/\\*.*?\\*/");

    /** What stands in {@link #texts} for a part of a text that is computed. */
    static final String COMPUTED = "\u0001";

    static List<SourceFile> all() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            var all = new ArrayList<SourceFile>();
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                Path inside = ROOT.relativize(file);
                all.add(new SourceFile(
                        inside.getNameCount() == 1 ? "" : inside.getName(0).toString(),
                        inside.getFileName().toString().replace(".java", ""),
                        Files.readString(file)));
            }
            return all;
        }
    }

    /**
     * The string constants in it, each on a line of its own with single blanks, comments left out. Before: {@code "a" + b + "c"}. After:
     * {@code a}, {@link #COMPUTED}, {@code c} in one line.
     */
    String texts() {
        var texts = new StringBuilder();
        var code = new StringBuilder();
        Matcher token = TOKEN.matcher(text);
        int from = 0;
        while (token.find()) {
            code.append(text, from, token.start());
            from = token.end();
            String constant = token.group("block") != null ? token.group("block") : token.group("text");
            if (constant != null) {
                texts.append(between(code.toString().strip()))
                        .append(constant.replace("\\n", " ").replaceAll("\\s+", " "));
                code.setLength(0);
            }
        }
        return texts.append(between(
                        code.append(text, from, text.length()).toString().strip()))
                .toString();
    }

    private static String between(String code) {
        if (code.equals("+")) {
            return "";
        }
        if (!code.startsWith("+")) {
            return "\n";
        }
        return code.endsWith("+") ? COMPUTED : COMPUTED + "\n";
    }
}
