package io.regulars.releases.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.platform.json.Json;
import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.model.RuleSet;
import io.regulars.rules.model.YamlDocument;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Asks of each expectation that the rules do not meet whether what comes out is wanted, and writes down the answers; every other
 * line stays as it is.
 */
public final class AmendScenarios {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9 ._/-]*[A-Za-z0-9]|[A-Za-z]");
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    private final List<Asked> asked = new ArrayList<>();

    private AmendScenarios() {}

    /** A question, and where its answer belongs. */
    private record Asked(
            ExpectationQuestion question, YamlDocument<ObjectNode> document, String pointer, ObjectNode would) {}

    /** Runs the scenarios of some files. */
    public static AmendScenarios of(List<RuleFile> files, RuleSet rules, CampaignCatalogue campaigns) {
        var amend = new AmendScenarios();
        for (Scenario scenario : ReadScenarios.read(files).scenarios()) {
            Map<String, List<Compare.Unmet>> byExpectation =
                    RunScenarios.compared(scenario, rules, campaigns).unmet().stream()
                            .collect(Collectors.groupingBy(
                                    Compare.Unmet::pointer, LinkedHashMap::new, Collectors.toList()));
            byExpectation.forEach((pointer, unmet) -> amend.ask(scenario, pointer, unmet));
        }
        return amend;
    }

    private void ask(Scenario scenario, String pointer, List<Compare.Unmet> unmet) {
        YamlDocument<ObjectNode> document = scenario.document();
        var says = (ObjectNode) document.content().at(pointer);
        ObjectNode would = says.deepCopy();
        unmet.forEach(each -> each.amendment().in(would));
        String file = document.file().path();
        var at = LocalDateTime.ofInstant(
                unmet.getFirst().at(), scenario.business().zone());
        asked.add(new Asked(
                new ExpectationQuestion(
                        file + "#" + pointer,
                        file,
                        document.place(pointer).line(),
                        scenario.name(),
                        at.toString(),
                        unmet.stream().map(Compare.Unmet::difference).toList(),
                        flow(says),
                        flow(would)),
                document,
                pointer,
                would));
    }

    /** In the order of the files. */
    public List<ExpectationQuestion> questions() {
        return asked.stream().map(Asked::question).toList();
    }

    /**
     * The files, where these questions are answered by yes.
     *
     * @throws ProblemException NOT_FOUND for what is not asked; CONFLICT if a file is written so that only a person can edit it
     */
    public List<RuleFile> accepting(List<RuleFile> files, Collection<String> ids) {
        Set<String> known = asked.stream().map(each -> each.question.id()).collect(Collectors.toSet());
        ids.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND, "No expectation '%s' is unmet; ask for them anew.".formatted(id));
        });
        Map<String, List<Asked>> byFile = asked.stream()
                .filter(each -> ids.contains(each.question.id()))
                .collect(Collectors.groupingBy(each -> each.question.file()));
        return files.stream()
                .map(file -> byFile.containsKey(file.path()) ? amended(file, byFile.get(file.path())) : file)
                .toList();
    }

    private static RuleFile amended(RuleFile file, List<Asked> accepted) {
        String text = file.content();
        var bottomUp = new ArrayList<>(accepted);
        bottomUp.sort(Comparator.comparingInt(
                        (Asked each) -> each.document.place(each.pointer).line())
                .thenComparingInt(each -> each.document.place(each.pointer).column())
                .reversed());
        ObjectNode wanted = accepted.getFirst().document.content().deepCopy();
        for (Asked each : bottomUp) {
            text = replaced(text, each.document.place(each.pointer), flow(each.would));
            var around = (ObjectNode) wanted.at(each.pointer.substring(0, each.pointer.lastIndexOf('/')));
            around.set(each.pointer.substring(each.pointer.lastIndexOf('/') + 1), each.would);
        }
        var edited = new RuleFile(file.path(), text);
        YamlDocument<ObjectNode> read = YamlDocument.read(edited, problem -> {});
        if (read == null || !read.content().equals(wanted)) {
            throw new ProblemException(
                    ErrorCode.CONFLICT,
                    file.path()
                            + " is written so that only a person can edit it: 'expect' is followed by {…} or by lines that stand further in."
                            + " Edit the file in the draft.");
        }
        return edited;
    }

    /** The text with another value behind the key that stands at a place. */
    private static String replaced(String text, YamlDocument.Place key, String value) {
        int line = 0;
        for (int i = 1; i < key.line(); i++) {
            line = text.indexOf('\n', line) + 1;
        }
        int from = text.indexOf(':', line + key.endColumn() - 1) + 1;
        int begin = from;
        while (begin < text.length() && text.charAt(begin) == ' ') {
            begin++;
        }
        boolean flow = begin < text.length() && text.charAt(begin) == '{';
        int to = flow ? endOfFlow(text, begin) : endOfBlock(text, begin, key.column());
        return text.substring(0, from) + " " + value + text.substring(to);
    }

    private static int endOfFlow(String text, int begin) {
        int depth = 0;
        char quote = 0;
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    /** Behind the last line that stands further in than the key. */
    private static int endOfBlock(String text, int begin, int column) {
        int end = endOfLine(text, begin);
        int line = end + 1;
        while (line < text.length()) {
            int next = endOfLine(text, line);
            String content = text.substring(line, next);
            if (!content.isBlank()) {
                int indent = content.length() - content.stripLeading().length();
                if (indent < column) {
                    return end;
                }
                end = next;
            }
            line = next + 1;
        }
        return end;
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** YAML on one line. */
    private static String flow(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .map(entry -> scalar(entry.getKey()) + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(AmendScenarios::flow)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return node.isTextual() ? scalar(node.textValue()) : node.asText();
    }

    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : Json.write(text);
    }
}
