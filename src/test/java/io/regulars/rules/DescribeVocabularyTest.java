package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.rules.model.DescribeVocabulary;
import io.regulars.rules.model.Diagnostic;
import io.regulars.rules.model.VocabularyDescription;
import io.regulars.rules.model.VocabularyDescription.Fact;
import io.regulars.rules.model.VocabularyDescription.Operator;
import io.regulars.rules.model.VocabularyDescription.Word;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the description of the vocabulary says is what the compiler takes. */
class DescribeVocabularyTest {
    private static final VocabularyDescription DESCRIPTION = DescribeVocabulary.describe();

    /** Of each type a property, and how each operator is written after it. */
    private static final Map<String, List<String>> PROBES = Map.of(
            "NUMBER", List.of("visits", "1"),
            "TEXT", List.of("city", "\"Riga\""),
            "FLAG", List.of("hasEmail", "true"),
            "DAY", List.of("lastVisitOn", "\"2026-01-01\""),
            "TEXTS", List.of("tags", "\"student\""),
            "RANK", List.of("spendPercentile", "80"));

    @Test
    void everyExampleOfAPropertyCompiles() {
        for (Fact fact : DESCRIPTION.facts()) {
            for (Word word : fact.properties()) {
                assertThat(RulesTester.problems(rule(fact, word.example())))
                        .as(fact.name() + "." + word.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void everyValueOfAClosedListCompiles() {
        for (Fact fact : DESCRIPTION.facts()) {
            for (Word word : fact.properties()) {
                for (String value : word.values()) {
                    assertThat(RulesTester.problems(rule(fact, word.name() + " == \"" + value + "\"")))
                            .as(fact.name() + "." + word.name())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void aTypeAllowsTheOperatorsNamedAndNoOthers() {
        Set<String> all = DESCRIPTION.types().stream()
                .flatMap(type -> type.operators().stream())
                .map(Operator::symbol)
                .collect(Collectors.toSet());
        for (VocabularyDescription.Type type : DESCRIPTION.types()) {
            assertThat(all.stream().filter(operator -> takes(type.name(), operator)))
                    .as(type.name())
                    .containsExactlyInAnyOrderElementsOf(
                            type.operators().stream().map(Operator::symbol).toList());
        }
    }

    @Test
    void everyVerbDoesWhatItsExampleShows() {
        for (VocabularyDescription.Verb verb : DESCRIPTION.verbs()) {
            assertThat(verb.example()).startsWith(verb.name());
            String when = verb.name().equals("segments.assign") ? "" : "Trigger( kind == CANCELLED )";
            assertThat(RulesTester.problems(
                            "rule \"r\" when $c: Client() " + when + " then " + verb.example() + " end"))
                    .as(verb.name())
                    .isEmpty();
        }
    }

    @Test
    void theMessageForAnUnknownVerbNamesTheSame() {
        String message = RulesTester.problems("rule \"r\" when $c: Client() then shout($c); end").stream()
                .map(Diagnostic::print)
                .collect(Collectors.joining());

        assertThat(DESCRIPTION.verbs()).allSatisfy(verb -> assertThat(message).contains(verb.name() + "("));
    }

    @Test
    void everyAttributeIsTakenAsItsExampleShows() {
        for (VocabularyDescription.Attribute attribute : DESCRIPTION.attributes()) {
            assertThat(attribute.example()).startsWith(attribute.name());
            assertThat(RulesTester.problems("rule \"r\" " + attribute.example()
                            + " when $c: Client() then segments.assign($c, \"s\"); end"))
                    .as(attribute.name())
                    .isEmpty();
        }
    }

    @Test
    void everyUnitIsExplainedAndUsed() {
        Set<String> used = DESCRIPTION.facts().stream()
                .flatMap(fact -> fact.properties().stream())
                .map(Word::unit)
                .collect(Collectors.toSet());
        assertThat(DESCRIPTION.units()).allSatisfy(unit -> {
            assertThat(unit.meaning()).isNotBlank();
            assertThat(used).contains(unit.name());
        });
    }

    private static boolean takes(String type, String operator) {
        List<String> probe = Objects.requireNonNull(PROBES.get(type), type);
        String property = probe.get(0);
        String value = probe.get(1);
        String condition = switch (operator) {
            case "" -> property;
            case "== null", "!= null" -> property + " " + operator;
            case "memberOf", "not memberOf" -> property + " " + operator + " tags";
            case "in", "not in" -> property + " " + operator + " (" + value + ")";
            default -> property + " " + operator + " " + value;
        };
        return RulesTester.problems(
                        "rule \"r\" when $c: Client( " + condition + " ) then segments.assign($c, \"s\"); end")
                .isEmpty();
    }

    private static String rule(Fact fact, String condition) {
        String pattern = fact.name() + "( " + condition + " )";
        return switch (fact.name()) {
            case "Client" -> "rule \"r\" when $c: " + pattern + " then segments.assign($c, \"s\"); end";
            case "Booking", "Survey" ->
                "rule \"r\" when $c: Client() exists " + pattern + " then segments.assign($c, \"s\"); end";
            case "Finding" -> "rule \"r\" when $c: Client() " + pattern + " then segments.assign($c, \"s\"); end";
            default -> "rule \"r\" when $c: Client() " + pattern + " then campaigns.start($c, \"s\"); end";
        };
    }
}
