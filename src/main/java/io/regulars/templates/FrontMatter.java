package io.regulars.templates;

import com.fasterxml.jackson.core.type.TypeReference;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.YamlDocument;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What stands between two lines of {@code ---} at the top of a mail: its subject, and what an inbox shows behind it.
 *
 * @param subject empty: there is none
 * @param preheader empty: there is none
 * @param body what stands below
 */
record FrontMatter(TemplateText subject, TemplateText preheader, TemplateText body) {
    private static final TypeReference<Head> HEAD = new TypeReference<>() {};
    private static final String FENCE = "---";

    /** Its keys. */
    record Head(@Nullable String subject, @Nullable String preheader) {}

    /** Reads a file; null with a problem reported if its head cannot be read. */
    static @Nullable FrontMatter read(String path, String content, Consumer<Diagnostic> problems) {
        var none = new TemplateText(path, content, 0, "");
        int firstEnd = content.indexOf('\n');
        if (firstEnd < 0 || !content.substring(0, firstEnd).strip().equals(FENCE)) {
            return new FrontMatter(none, none, TemplateText.of(path, content));
        }
        int close = closing(content, firstEnd + 1);
        if (close < 0) {
            problems.accept(none.error(
                    0, firstEnd, "template-head", "The head of the template has no end.", "End it with a line '---'."));
            return null;
        }
        String head = content.substring(firstEnd + 1, close);
        int bodyStart = content.indexOf('\n', close);
        String body = bodyStart < 0 ? "" : content.substring(bodyStart + 1);
        TemplateText below = new TemplateText(path, content, bodyStart < 0 ? content.length() : bodyStart + 1, body);
        if (head.isBlank()) {
            return new FrontMatter(none, none, below);
        }
        // the line of the fence stays as an empty one, so that problems are told at their lines
        YamlDocument<Head> document = YamlDocument.read(
                new RuleFile(path, "\n" + head), HEAD, problem -> problems.accept(explained(problem, head)));
        if (document == null) {
            return null;
        }
        return new FrontMatter(
                value(path, content, "subject", document.content().subject),
                value(path, content, "preheader", document.content().preheader),
                below);
    }

    private static int closing(String content, int from) {
        int at = from;
        while (at < content.length()) {
            int end = content.indexOf('\n', at);
            String line = content.substring(at, end < 0 ? content.length() : end);
            if (line.strip().equals(FENCE)) {
                return at;
            }
            if (end < 0) {
                return -1;
            }
            at = end + 1;
        }
        return -1;
    }

    /** A value that begins with a brace is a mapping to YAML, which whoever writes it does not mean. */
    private static Diagnostic explained(Diagnostic problem, String head) {
        boolean brace = head.lines().anyMatch(line -> line.matches("\\s*(subject|preheader)\\s*:\\s*\\{.*"));
        return new Diagnostic(
                problem.file(),
                problem.line(),
                problem.column(),
                problem.endLine(),
                problem.endColumn(),
                "template-head",
                problem.severity(),
                problem.message(),
                brace
                        ? "Put a value that begins with a brace into quotes: subject: \"{client.firstName}, …\""
                        : problem.hint());
    }

    private static TemplateText value(String path, String content, String key, @Nullable String value) {
        String text = value == null ? "" : value;
        int line = content.indexOf("\n" + key) + 1;
        int verbatim = content.indexOf(text, line);
        return new TemplateText(path, content, verbatim < 0 ? line : verbatim, text);
    }
}
