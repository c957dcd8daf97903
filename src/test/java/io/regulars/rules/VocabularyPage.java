package io.regulars.rules;

import io.regulars.rules.model.VocabularyDescription;
import io.regulars.rules.model.VocabularyDescription.Argument;
import io.regulars.rules.model.VocabularyDescription.Fact;
import io.regulars.rules.model.VocabularyDescription.Word;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the description of the vocabulary as a page for analysts.
 * <pre>
 *   Word(visits, NUMBER, COUNT, "Local days with …", "visits >= 3")
 *   → | `visits` | a count | Local days with … | `visits >= 3` |
 * </pre>
 */
final class VocabularyPage {
    private static final String HEAD = """
            # Every word of the rules

            This page is written by the build from the vocabulary that rules are compiled against; `GET /api/rules/vocabulary`
            answers the same for an editor. [README.md](README.md) says how to write a rule.

            What is not known matches nothing; counts and sums are 0, never unknown. A ◷ marks what can change by time alone.
            """;

    private final VocabularyDescription description;
    private final Map<String, String> units;
    private final Map<String, String> types;

    VocabularyPage(VocabularyDescription description) {
        this.description = description;
        this.units = description.units().stream()
                .collect(Collectors.toMap(VocabularyDescription.Unit::name, VocabularyDescription.Unit::meaning));
        this.types = description.types().stream()
                .collect(Collectors.toMap(VocabularyDescription.Type::name, VocabularyDescription.Type::meaning));
    }

    String write() {
        return HEAD
                + description.facts().stream().map(this::fact).collect(Collectors.joining())
                + brackets()
                + operators()
                + table(
                        "What a rule does",
                        "| verb | meaning | example |\n|---|---|---|\n",
                        description.verbs().stream()
                                .map(verb -> row(code(verb.name()), verb.meaning(), code(verb.example())))
                                .toList())
                + table(
                        "What a rule says of itself, before `when`",
                        "| attribute | meaning | example |\n|---|---|---|\n",
                        description.attributes().stream()
                                .map(attribute ->
                                        row(code(attribute.name()), attribute.meaning(), code(attribute.example())))
                                .toList());
    }

    private String fact(Fact fact) {
        return table(
                code(fact.name()),
                fact.meaning() + "\n\n| property | what it is | meaning | example |\n|---|---|---|---|\n",
                fact.properties().stream().map(this::word).toList());
    }

    private String word(Word word) {
        String brackets = word.parameters().isEmpty()
                ? ""
                : word.parameters().stream().map(Argument::name).collect(Collectors.joining(", ", "(", ")"));
        String values = word.values().isEmpty()
                ? ""
                : word.values().stream().map(VocabularyPage::code).collect(Collectors.joining(", ", ": ", ""));
        return row(
                code(word.name() + brackets) + (word.changesWithTime() ? " ◷" : ""),
                (word.unit() == null ? types.get(word.type()) : units.get(word.unit())) + values,
                word.meaning(),
                code(word.example()));
    }

    private String brackets() {
        return table(
                "What stands in brackets",
                "| parameter | what it is | meaning |\n|---|---|---|\n",
                description.facts().stream()
                        .flatMap(fact -> fact.properties().stream())
                        .flatMap(word -> word.parameters().stream())
                        .distinct()
                        .map(argument -> row(
                                code(argument.name()),
                                argument.type().toLowerCase(Locale.ROOT).replace('_', ' '),
                                argument.meaning()))
                        .toList());
    }

    private String operators() {
        return table(
                "What a value can be asked",
                "| of | operators |\n|---|---|\n",
                description.types().stream()
                        .map(type -> row(
                                type.meaning(),
                                type.operators().stream()
                                        .map(operator -> operator.symbol().isEmpty()
                                                ? operator.meaning()
                                                : code(operator.symbol()) + " " + operator.meaning())
                                        .collect(Collectors.joining("; "))))
                        .toList());
    }

    private static String table(String title, String head, List<String> rows) {
        return "\n## " + title + "\n\n" + head + String.join("", rows);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }
}
