package io.regulars.rules.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.platform.json.Json;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JSON schema (draft 2020-12) of definitions, made of the vocabulary: every property with its meaning, its arguments, the
 * operators of its type and the values of its closed list.
 * <pre>
 *   $defs/Client               a condition on the client: all, any, not, exists, or a test
 *   $defs/Client.visits        the property by itself
 *   $defs/Client.NUMBER        the properties, and calculations, that are numbers
 *   $defs/Client.NUMBER.test   what a number can be asked
 * </pre>
 */
public final class DefinitionSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final int LONGEST_TEXT = 1_000;

    private final ObjectNode defs = node();

    private DefinitionSchema() {}

    /** The schema; always the same in one build. */
    public static ObjectNode write() {
        var schema = new DefinitionSchema();
        schema.fact(Vocabulary.CLIENT);
        OwnHistoryFacts.byName().values().forEach(schema::fact);
        ObjectNode everybody = object("all", node().put("type", "array").put("maxItems", 0));
        ObjectNode whole = node().put("$schema", DIALECT)
                .put("title", "Definition of a segment")
                .put("description", "Which clients are in it. {\"all\": []} is every client.");
        whole.set("anyOf", list(List.of(reference("Client"), everybody)));
        return whole.set("$defs", schema.defs);
    }

    private void fact(FactType<?> fact) {
        String name = fact.name();
        ArrayNode kinds = list(List.of());
        for (String group : List.of("all", "any")) {
            kinds.add(
                    object(group, node().put("type", "array").put("minItems", 1).set("items", reference(name))));
        }
        kinds.add(object("not", reference(name)));
        if (fact == Vocabulary.CLIENT) {
            kinds.add(object("exists", exists()));
        }
        for (ValueType type : ValueType.values()) {
            kinds.addAll(tests(fact, type));
        }
        ObjectNode condition = node().put("description", fact.meaning());
        defs.set(name, condition.set("anyOf", kinds));
        fact.properties()
                .values()
                .forEach(property -> defs.set(name + "." + property.name(), property(fact, property)));
    }

    private static ObjectNode exists() {
        ArrayNode facts = list(List.of());
        OwnHistoryFacts.byName().keySet().forEach(name -> {
            ObjectNode all = node().put("type", "array").set("items", reference(name));
            ObjectNode properties = node().set("fact", node().put("const", name));
            facts.add(closed(properties.set("all", all), "fact"));
        });
        return node().put("description", "At least one booking or survey answer of the client that matches all.")
                .set("anyOf", facts);
    }

    /** A property, beside which others keys may stand where it is used. */
    private ObjectNode property(FactType<?> fact, Property<?> property) {
        ObjectNode properties = node().set("field", node().put("const", property.name()));
        ObjectNode schema =
                node().put("type", "object").put("title", property.name()).put("description", property.meaning());
        ArrayNode required = texts(List.of("field"));
        if (!property.parameters().isEmpty()) {
            ArrayNode arguments = list(List.of());
            property.parameters().forEach(parameter -> arguments.add(argument(fact, parameter)));
            properties.set(
                    "arguments",
                    node().put("type", "array")
                            .put("minItems", arguments.size())
                            .<ObjectNode>set("prefixItems", arguments)
                            .put("items", false));
            required.add("arguments");
        }
        return schema.<ObjectNode>set("properties", properties).set("required", required);
    }

    private ObjectNode argument(FactType<?> fact, Property.Parameter parameter) {
        ObjectNode schema = switch (parameter.type()) {
            case WHOLE_NUMBER -> node().put("type", "integer").put("minimum", 0).put("maximum", 36_500);
            case DATE -> day();
            case TEXT -> anyOf(text(), operand(fact, ValueType.TEXT));
        };
        return schema.put("title", parameter.name()).put("description", parameter.meaning());
    }

    /** What properties of a type can be asked; those of a closed list each by itself. */
    private List<ObjectNode> tests(FactType<?> fact, ValueType type) {
        var tests = new ArrayList<ObjectNode>();
        var plain = new ArrayList<ObjectNode>();
        for (Named named : named(fact, type)) {
            if (named.property() instanceof Property.Text<?> text
                    && !text.values().isEmpty()) {
                JsonNode constants = node().set("enum", texts(text.values()));
                tests.add(open(List.of(named.schema(), asked(fact, type, constants))));
            } else {
                plain.add(named.schema());
            }
        }
        if (type == ValueType.NUMBER) {
            plain.add(calculation(fact));
        }
        String test = fact.name() + "." + type + ".test";
        defs.set(test, asked(fact, type, literal(type)));
        if (!plain.isEmpty()) {
            tests.add(open(List.of(node().set("anyOf", list(plain)), reference(test))));
        }
        return tests;
    }

    /** A property as it is named where a fact's conditions stand. */
    private record Named(Property<?> property, ObjectNode schema) {}

    /** The properties of a type: the fact's own and, where it is not the client, the client's. */
    private static List<Named> named(FactType<?> fact, ValueType type) {
        var named = new ArrayList<Named>();
        fact.properties().values().stream()
                .filter(property -> ValueType.of(property) == type)
                .forEach(property -> named.add(new Named(property, reference(fact.name() + "." + property.name()))));
        if (fact != Vocabulary.CLIENT) {
            String client = Vocabulary.CLIENT.name();
            for (Named ofTheClient : named(Vocabulary.CLIENT, type)) {
                ObjectNode itsFact = node().set("properties", node().set("fact", node().put("const", client)));
                itsFact.set("required", texts(List.of("fact")));
                ObjectNode both = node().set("allOf", list(List.of(ofTheClient.schema(), itsFact)));
                named.add(new Named(ofTheClient.property(), both));
            }
        }
        return named;
    }

    /** The operators of a type, each with what it takes; a literal is of one form. */
    private ObjectNode asked(FactType<?> fact, ValueType type, JsonNode literal) {
        ArrayNode ways = list(List.of());
        if (type == ValueType.FLAG) {
            ways.add(without("operator", "value"));
        }
        for (Operators.Takes takes : Operators.Takes.values()) {
            List<String> symbols = Operators.BY_TYPE.getOrDefault(type.name(), List.of()).stream()
                    .filter(symbol -> Operators.takes(symbol) == takes)
                    .toList();
            if (!symbols.isEmpty()) {
                ways.add(way(symbols, takes, fact, type, literal));
            }
        }
        return node().set("anyOf", ways);
    }

    private ObjectNode way(
            List<String> symbols, Operators.Takes takes, FactType<?> fact, ValueType type, JsonNode literal) {
        ObjectNode properties = node().set("operator", node().set("enum", texts(symbols)));
        ArrayNode required = texts(List.of("operator"));
        if (takes == Operators.Takes.NOTHING) {
            return without("value").<ObjectNode>set("properties", properties).set("required", required);
        }
        properties.set(
                "value",
                switch (takes) {
                    case NOTHING -> throw new IllegalStateException("taken above");
                    case VALUE -> type == ValueType.RANK ? literal : anyOf(literal, operand(fact, type));
                    case PART -> anyOf(text(), operand(fact, ValueType.TEXT));
                    case TEXT -> text();
                    case REGULAR_EXPRESSION -> text().put("maxLength", 200);
                    case PROPERTY -> operand(fact, ValueType.TEXTS);
                    case LIST -> node().put("type", "array").put("minItems", 1).set("items", literal);
                });
        return node().<ObjectNode>set("properties", properties).set("required", required.add("value"));
    }

    /** A reference to what has a value of a type: properties, within exists also the client's, and calculations. */
    private ObjectNode operand(FactType<?> fact, ValueType type) {
        String name = fact.name() + "." + type;
        if (!defs.has(name)) {
            defs.set(name, node()); // a calculation is of operands itself
            var operands = new ArrayList<ObjectNode>();
            named(fact, type).forEach(named -> operands.add(open(List.of(named.schema()))));
            if (type == ValueType.NUMBER) {
                operands.add(open(List.of(calculation(fact))));
            }
            defs.set(name, operands.isEmpty() ? node().set("not", node()) : node().set("anyOf", list(operands)));
        }
        return reference(name);
    }

    private ObjectNode calculation(FactType<?> fact) {
        List<String> signs = Stream.of(Expression.ArithmeticOperator.values())
                .map(Expression.ArithmeticOperator::symbol)
                .toList();
        ObjectNode properties = node().set("calculate", node().set("enum", texts(signs)));
        ObjectNode part = anyOf(literal(ValueType.NUMBER), operand(fact, ValueType.NUMBER));
        properties.set(
                "of",
                node().put("type", "array")
                        .put("minItems", 2)
                        .put("maxItems", 2)
                        .set("items", part));
        return node().put("type", "object")
                .<ObjectNode>set("properties", properties)
                .set("required", texts(List.of("calculate", "of")));
    }

    private static ObjectNode literal(ValueType type) {
        return switch (type) {
            case NUMBER ->
                node().put("type", "number").put("exclusiveMinimum", -1e15).put("exclusiveMaximum", 1e15);
            case RANK -> node().put("type", "number").put("minimum", 0).put("maximum", 100);
            case TEXT, TEXTS -> text();
            case FLAG -> node().put("type", "boolean");
            case DAY -> day();
        };
    }

    private static ObjectNode text() {
        return node().put("type", "string").put("maxLength", LONGEST_TEXT);
    }

    private static ObjectNode day() {
        return node().put("type", "string").put("format", "date").put("pattern", "^\\d{4}-\\d{2}-\\d{2}$");
    }

    /** An object of one key. */
    private static ObjectNode object(String key, JsonNode value) {
        return closed(node().set(key, value), key);
    }

    private static ObjectNode closed(JsonNode properties, String required) {
        return node().put("type", "object")
                .<ObjectNode>set("properties", properties)
                .<ObjectNode>set("required", texts(List.of(required)))
                .put("additionalProperties", false);
    }

    /** All of several schemas, and no other keys than theirs. */
    private static ObjectNode open(List<ObjectNode> schemas) {
        return node().<ObjectNode>set("allOf", list(schemas)).put("unevaluatedProperties", false);
    }

    private static ObjectNode without(String... keys) {
        ArrayNode absent = list(List.of());
        for (String key : keys) {
            absent.add(node().set("required", texts(List.of(key))));
        }
        return node().set("not", node().set("anyOf", absent));
    }

    private static ObjectNode anyOf(JsonNode one, JsonNode other) {
        return node().set("anyOf", list(List.of(one, other)));
    }

    private static ObjectNode reference(String name) {
        return node().put("$ref", "#/$defs/" + name);
    }

    private static ObjectNode node() {
        return Json.MAPPER.createObjectNode();
    }

    private static ArrayNode list(List<? extends JsonNode> nodes) {
        return Json.MAPPER.createArrayNode().addAll(nodes);
    }

    private static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        texts.forEach(array::add);
        return array;
    }
}
