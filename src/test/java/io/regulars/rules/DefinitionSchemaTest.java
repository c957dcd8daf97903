package io.regulars.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.platform.json.Json;
import io.regulars.rules.model.DescribeVocabulary;
import io.regulars.rules.model.VocabularyDescription;
import io.regulars.rules.tree.ValueType;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The schema of definitions and what reads them take and refuse the same. */
@Tag("slow")
class DefinitionSchemaTest {
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(DescribeDefinitions.schema());

    /** Values of every kind; which of them fit an operator and a property the two must agree on. */
    private static final List<String> VALUES = List.of(
            "3",
            "\"x\"",
            "\"2026-01-01\"",
            "true",
            "[1, 2]",
            "[\"a\"]",
            "{\"field\": \"tags\"}",
            "{\"field\": \"visits\"}");

    @Test
    void aPropertyOfEachTypeTakesTheOperatorsAndValuesThatTheSchemaShows() {
        var disagreements = new SoftAssertions();
        Stream.of("visits", "stage", "hasEmail", "firstVisitOn", "tags", "spendPercentile")
                .map(name -> Vocabulary.CLIENT.property(name).orElseThrow())
                .forEach(property -> symbols()
                        .forEach(symbol -> VALUES.stream()
                                .map(value -> test(property, symbol, value))
                                .forEach(test -> agree(disagreements, whole(test)))));
        disagreements.assertAll();
    }

    @Test
    void everyPropertyCanBeAskedFor() {
        for (Property<?> property : Vocabulary.CLIENT.properties().values()) {
            assertTaken(whole(fitting(property)));
        }
        for (FactType<?> fact : List.of(Vocabulary.BOOKING, Vocabulary.SURVEY)) {
            fact.properties().values().forEach(property -> assertTaken(whole(exists(fact, fitting(property)))));
            assertTaken(whole(exists(fact, test("daysAgo", ">", "{\"field\": \"visits\", \"fact\": \"Client\"}"))));
            assertTaken(whole(exists(fact, test("hasEmail", "", "").put("fact", "Client"))));
        }
    }

    private static void assertTaken(JsonNode definition) {
        assertThat(SCHEMA.validate(definition)).as(definition.toString()).isEmpty();
        assertThat(ReadDefinition.read(definition)).as(definition.toString()).isInstanceOf(Definition.class);
    }

    @Test
    void theFormIsTheSame() {
        var disagreements = new SoftAssertions();
        Stream.of(
                        "{\"all\": []}",
                        "{\"any\": []}",
                        "{}",
                        "[]",
                        "{\"all\": [{\"field\": \"hasEmail\"}], \"any\": [{\"field\": \"hasEmail\"}]}",
                        "{\"field\": \"hasEmail\", \"x\": 1}",
                        "{\"field\": \"hasEmail\", \"value\": true}",
                        "{\"field\": \"hasEmail\", \"arguments\": [1]}",
                        "{\"field\": \"hasEmail\", \"fact\": \"Client\"}",
                        "{\"field\": \"visitsInLast\", \"arguments\": [30], \"operator\": \">\", \"value\": 1}",
                        "{\"field\": \"visitsInLast\", \"arguments\": [30, 1], \"operator\": \">\", \"value\": 1}",
                        "{\"field\": \"visitsInLast\", \"arguments\": [-1], \"operator\": \">\", \"value\": 1}",
                        "{\"field\": \"visitsInLast\", \"arguments\": [1.5], \"operator\": \">\", \"value\": 1}",
                        "{\"field\": \"spendBetween\", \"arguments\": [\"2026-01-01\", \"x\"], \"operator\": \">\", \"value\": 1}",
                        "{\"field\": \"visitsTo\", \"arguments\": [{\"field\": \"favouriteService\"}], \"operator\": \">\", \"value\": 1}",
                        "{\"field\": \"spendPercentile\", \"operator\": \">\", \"value\": 101}",
                        "{\"not\": {\"exists\": {\"fact\": \"Booking\", \"all\": []}}}",
                        "{\"exists\": {\"fact\": \"Trigger\"}}",
                        "{\"exists\": {\"fact\": \"Booking\", \"all\": [{\"exists\": {\"fact\": \"Booking\"}}]}}",
                        "{\"calculate\": \"+\", \"of\": [{\"field\": \"visits\"}, 1], \"operator\": \"<\", \"value\": {\"calculate\": \"/\", \"of\": [{\"field\": \"spend\"}, {\"field\": \"visits\"}]}}",
                        "{\"calculate\": \"+\", \"of\": [{\"field\": \"city\"}, 1], \"operator\": \"<\", \"value\": 1}",
                        "{\"calculate\": \"+\", \"of\": [1], \"operator\": \"<\", \"value\": 1}")
                .map(Json::stored)
                .forEach(definition -> agree(disagreements, definition));
        disagreements.assertAll();
    }

    private static void agree(SoftAssertions disagreements, JsonNode definition) {
        var errors = SCHEMA.validate(definition);
        var reading = ReadDefinition.read(definition);
        disagreements
                .assertThat(errors.isEmpty())
                .as(definition + " " + reading)
                .isEqualTo(reading instanceof Definition);
    }

    private static Stream<String> symbols() {
        return Stream.concat(
                Stream.of(""),
                DescribeVocabulary.describe().types().stream()
                        .flatMap(type -> type.operators().stream())
                        .map(VocabularyDescription.Operator::symbol)
                        .filter(symbol -> !symbol.isEmpty())
                        .distinct());
    }

    private static ObjectNode fitting(Property<?> property) {
        return switch (ValueType.of(property)) {
            case NUMBER, RANK -> test(property, ">", "3");
            case TEXT -> test(property, "==", text(property));
            case FLAG -> test(property, "", "");
            case DAY -> test(property, "<=", "\"2026-01-01\"");
            case TEXTS -> test(property, "contains", "\"x\"");
        };
    }

    private static String text(Property<?> property) {
        boolean closed =
                property instanceof Property.Text<?> text && !text.values().isEmpty();
        return "\"" + (closed ? ((Property.Text<?>) property).values().getFirst() : "x") + "\"";
    }

    private static ObjectNode test(String property, String symbol, String value) {
        ObjectNode test = Json.MAPPER.createObjectNode().put("field", property);
        return symbol.isEmpty() ? test : test.put("operator", symbol).set("value", Json.stored(value));
    }

    private static ObjectNode test(Property<?> property, String symbol, String value) {
        ObjectNode test = Json.MAPPER.createObjectNode().put("field", property.name());
        if (!property.parameters().isEmpty()) {
            property.parameters()
                    .forEach(parameter -> test.withArray("/arguments")
                            .add(Json.stored(
                                    switch (parameter.type()) {
                                        case WHOLE_NUMBER -> "30";
                                        case TEXT -> "\"massage\"";
                                        case DATE -> "\"2026-01-01\"";
                                    })));
        }
        if (!symbol.isEmpty()) {
            test.put("operator", symbol);
            if (!symbol.endsWith(" null") || value.equals("true")) {
                test.set("value", Json.stored(value));
            }
        }
        return test;
    }

    private static ObjectNode exists(FactType<?> fact, ObjectNode test) {
        ObjectNode exists = Json.MAPPER.createObjectNode();
        exists.putObject("exists").put("fact", fact.name()).putArray("all").add(test);
        return exists;
    }

    private static ObjectNode whole(ObjectNode condition) {
        return Json.MAPPER
                .createObjectNode()
                .set("all", Json.MAPPER.createArrayNode().add(condition));
    }
}
