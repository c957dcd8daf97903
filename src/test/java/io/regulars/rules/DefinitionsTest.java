package io.regulars.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.regulars.platform.json.Json;
import io.regulars.rules.model.Compilation;
import io.regulars.rules.model.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the visual builder says is what DRL says, and both can be had of each other. */
class DefinitionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " ⇒ ",
            quoteCharacter = '`',
            value = {
                "{\"all\": [{\"field\": \"visits\", \"operator\": \">=\", \"value\": 3}]} ⇒ $c: Client( visits >= 3 )",
                "{\"all\": []} ⇒ $c: Client()",
                "{\"any\": [{\"field\": \"visits\", \"operator\": \">=\", \"value\": 3}, {\"all\": [{\"field\": \"noShows\", \"operator\": \"<\", \"value\": 2}, {\"field\": \"hasEmail\"}]}]}"
                        + " ⇒ $c: Client( visits >= 3 || (noShows < 2 && hasEmail) )",
                "{\"all\": [{\"not\": {\"field\": \"booked\", \"arguments\": [\"massage\"]}}]} ⇒ $c: Client( !(booked(\"massage\")) )",
                "{\"all\": [{\"field\": \"spendPercentile\", \"operator\": \">\", \"value\": 80}, {\"field\": \"morningShare\", \"operator\": \">=\", \"value\": 0.7}]}"
                        + " ⇒ $c: Client( spendPercentile > 80, morningShare >= 0.7 )",
                "{\"all\": [{\"calculate\": \"+\", \"of\": [{\"field\": \"noShows\"}, {\"field\": \"lateCancellations\"}], \"operator\": \">=\", \"value\": 2}]}"
                        + " ⇒ $c: Client( noShows + lateCancellations >= 2 )",
                "{\"all\": [{\"field\": \"city\", \"operator\": \"== null\"}, {\"field\": \"country\", \"operator\": \"not in\", \"value\": [\"LV\", \"LT\"]}]}"
                        + " ⇒ $c: Client( city == null, country not in (\"LV\", \"LT\") )",
                "{\"all\": [{\"field\": \"firstVisitOn\", \"operator\": \">=\", \"value\": \"2026-01-01\"}, {\"field\": \"csatGroup\", \"operator\": \"==\", \"value\": \"SATISFIED\"}]}"
                        + " ⇒ $c: Client( firstVisitOn >= \"2026-01-01\", csatGroup == SATISFIED )",
                "{\"all\": [{\"field\": \"tags\", \"operator\": \"not contains\", \"value\": \"student\"}, {\"field\": \"city\", \"operator\": \"memberOf\", \"value\": {\"field\": \"tags\"}}]}"
                        + " ⇒ $c: Client( tags not contains \"student\", city memberOf tags )",
                "{\"all\": [{\"field\": \"postcode\", \"operator\": \"str[startsWith]\", \"value\": \"LV-10\"}, {\"field\": \"city\", \"operator\": \"not matches\", \"value\": \"R.*\"}]}"
                        + " ⇒ $c: Client( postcode str[startsWith] \"LV-10\", city not matches \"R.*\" )",
                "{\"all\": [{\"field\": \"visits\", \"operator\": \">\", \"value\": 1}, {\"exists\": {\"fact\": \"Booking\", \"all\": [{\"field\": \"status\", \"operator\": \"==\", \"value\": \"NO_SHOW\"}, {\"field\": \"price\", \"operator\": \">\", \"value\": {\"field\": \"highestPrice\", \"fact\": \"Client\"}}]}}, {\"not\": {\"exists\": {\"fact\": \"Survey\"}}}]}"
                        + " ⇒ $c: Client( visits > 1 ) exists Booking( status == NO_SHOW, price > $c.highestPrice ) not Survey()",
                "{\"any\": [{\"field\": \"visits\", \"operator\": \">\", \"value\": 1}, {\"all\": [{\"exists\": {\"fact\": \"Booking\", \"all\": [{\"field\": \"late\"}]}}, {\"not\": {\"exists\": {\"fact\": \"Survey\"}}}, {\"field\": \"hasEmail\"}]}]}"
                        + " ⇒ $c: Client() exists( Client( visits > 1 ) or ( exists Booking( late ) and not Survey() and Client( hasEmail ) ) )",
            })
    void aDefinitionIsARuleAndTheRuleIsTheDefinition(String json, String when) {
        Definition definition = definition(json);
        String drl = definition.drl("r", "s");
        assertThat(drl.replaceAll("\\s+", " "))
                .isEqualTo("rule \"r\" when " + when + " then segments.assign($c, \"s\"); end ");
        assertThat(definition.json()).hasToString(Json.stored(json).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ⇒ ",
            quoteCharacter = '`',
            value = {
                "{\"all\": [{\"field\": \"hasEmail\"}, {\"field\": \"visits\", \"operator\": \"<\", \"value\": 0}]} ⇒ unreachable /all/1",
                "{\"all\": [{\"field\": \"visits\", \"operator\": \">=\", \"value\": 5}, {\"field\": \"visits\", \"operator\": \"<\", \"value\": 3}]} ⇒ never-true /all/1",
                "{\"all\": [{\"field\": \"hasEmail\"}, {\"any\": [{\"field\": \"noShows\", \"operator\": \">\", \"value\": 2}, {\"field\": \"visits\", \"operator\": \"<\", \"value\": 0}]}]} ⇒ never-true /all/1/any/1",
                "{\"all\": [{\"field\": \"visits\", \"operator\": \">=\", \"value\": 0}]} ⇒ always-true ",
            })
    void whatIsFoundInItsRuleIsToldOfThePartThatItComesFrom(String json, String found) {
        Definition definition = definition(json);
        var file = new RuleFile("segments/s.drl", definition.drl("r", "s"));
        var compiled = (Compilation.Compiled) CompileRules.compile(List.of(file));

        assertThat(compiled.lint().get())
                .extracting(problem -> (problem.code() + " " + definition.pointer(file, problem)).strip())
                .containsExactly(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ⇒ ",
            quoteCharacter = '`',
            value = {
                "{\"all\": [{\"field\": \"visit\", \"operator\": \">=\", \"value\": 3}]} ⇒ /all/0/field: Client has no property 'visit'. Did you mean 'visits'?",
                "{\"all\": [{\"field\": \"visits\", \"operator\": \">=\", \"value\": \"3\"}]} ⇒ /all/0/value: This is a text, but what it is compared with is a number. Write the number in digits, without quotes: 200 or 12.50.",
                "{\"all\": [{\"field\": \"visits\", \"operator\": \"=>\", \"value\": 3}]} ⇒ /all/0/operator: There is no operator '=>' here. Write '>='.",
                "{\"AND\": []} ⇒ : A condition has one of the keys all, any, not, exists, field, calculate. Did you mean 'all'?",
                "{\"al\": []} ⇒ : A condition has one of the keys all, any, not, exists, field, calculate. Did you mean 'all'?",
                "{\"all\": [{\"field\": \"csatGroup\", \"operator\": \"==\", \"value\": \"SATISFYED\"}]} ⇒ /all/0/value: There is no value 'SATISFYED' here. Did you mean 'SATISFIED'?",
                "{\"all\": [{\"exists\": {\"fact\": \"Bookng\"}}]} ⇒ /all/0/exists/fact: There is no fact 'Bookng' here. Did you mean 'Booking'?",
                "{\"all\": [{\"field\": \"visitsInLast\", \"operator\": \">\", \"value\": 1}]} ⇒ /all/0/field: 'visitsInLast' takes one value in brackets: days. For example: visitsInLast(90) > 3",
                "{\"all\": [{\"field\": \"visitsInLast\", \"arguments\": [\"90\"], \"operator\": \">\", \"value\": 1}]} ⇒ /all/0/arguments/0: 'days' of visitsInLast is a whole number of 0 to 36500. For example: visitsInLast(90) > 3",
                "{\"all\": [{\"field\": \"visitsInLast\", \"arguments\": {\"days\": 90}, \"operator\": \">\", \"value\": 1}]} ⇒ /all/0/arguments: 'arguments' is a list. For example: [30]",
                "{\"all\": [{\"field\": \"visits\", \"operator\": \"contains\", \"value\": \"x\"}]} ⇒ /all/0: 'contains' asks a set such as tags, or a text. Compare a number by == != < <= > >=.",
                "{\"all\": [{\"field\": \"visits\", \"operator\": \"==\", \"value\": null}]} ⇒ /all/0/value: null is not a value. Use the operators '== null' and '!= null'.",
                "{\"all\": [{\"any\": []}]} ⇒ /all/0/any: 'any' is a list of conditions, at least one. For every client write {\"all\": []} as the whole definition.",
                "{\"all\": [{\"field\": \"city\", \"operator\": \"==\", \"value\": \"a\\u200Bb\"}]} ⇒ /all/0/value: There is a character here that cannot be seen: U+200B Zero width space. Delete it.",
                "{\"all\": [{\"field\": \"visits\", \"operator\": \">\", \"value\": 1e300}]} ⇒ /all/0/value: The number is too large. Write one under 1000000000000000.",
            })
    void aMistakeIsToldAtItsPlace(String json, String problem) {
        assertThat(problems(json)).isEqualTo(problem);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThat(problems("""
                {"all": [{"field": "visit", "operator": ">", "value": 1},
                         {"field": "city", "operator": ">", "value": 1},
                         {"exists": {"fact": "Booking", "all": [{"field": "late", "operator": "<", "value": true}]}}]}""")).contains("/all/0/field: ", "/all/1/value: ", "/all/2/exists/all/0: ");
    }

    @Test
    void aValueIsOneLiteralWhateverItHolds() {
        String text = "x\" || visits > 0 || city == \"\\\n\t\u00e4) then end";
        var json = Json.MAPPER.createObjectNode();
        json.putArray("all")
                .addObject()
                .put("field", "city")
                .put("operator", "==")
                .put("value", text);
        Definition definition = definition(json.toString());
        assertThat(definition.json()).isEqualTo(json);
        assertThat(definition.drl("r", "s"))
                .contains("city == \"x\\\" || visits > 0 || city == \\\"\\\\\\n\\t\u00e4) then end\"");
    }

    @Test
    void everyDefaultRuleThatFitsIsTheSameRuleAgain() {
        var unfit = new ArrayList<String>();
        List<RuleFile> files = RulesTester.defaultFiles().stream()
                .map(file -> new RuleFile(file.path().replaceFirst("^library/", ""), file.bytes()))
                .filter(file -> file.path().endsWith(".drl"))
                .toList();
        for (RuleDefinitions.OfRule rule : RuleDefinitions.in(files).rules()) {
            if (rule.definition() == null) {
                unfit.add(rule.name().replaceFirst(":.*", "") + " " + requireNonNull(rule.reason()));
                continue;
            }
            String drl = rule.definition().drl(rule.name(), "s");
            Definition again = definition(rule.definition().json().toString());
            assertThat(again.drl(rule.name(), "s")).isEqualTo(drl);
            assertThat(again.json()).isEqualTo(rule.definition().json());
        }
        assertThat(unfit)
                .allMatch(why -> why.contains("one segment by its name"))
                .hasSize(7);
    }

    @Test
    void patternsJoinedByOrAreAlternatives() {
        var rules = RuleDefinitions.in(List.of(new RuleFile("x.drl", """
                rule "r" when $c: Client( visits > 1 ) ( Client( noShows == 1 ) or exists Booking( late ) )
                then segments.assign($c, "s"); end"""))).rules();
        assertThat(requireNonNull(rules.getFirst().definition()).drl("r", "s"))
                .contains(
                        "exists( Client( visits > 1 && noShows == 1 ) or ( Client( visits > 1 ) and exists Booking( late ) ) )");
    }

    static Definition definition(String json) {
        return switch (ReadDefinition.read(Json.stored(json))) {
            case Definition definition -> definition;
            case ReadDefinition.Refused(var problems) -> fail(problems.toString());
        };
    }

    private static String problems(String json) {
        return switch (ReadDefinition.read(Json.stored(json))) {
            case Definition definition -> "";
            case ReadDefinition.Refused(var problems) ->
                problems.stream()
                        .map(problem ->
                                problem.pointer() + ": " + problem.at("").detail())
                        .collect(Collectors.joining("\n"));
        };
    }
}
