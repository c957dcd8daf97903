package io.regulars.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.platform.json.Json;
import io.regulars.rules.tree.ValueType;
import java.util.List;
import java.util.Random;

/** Makes definitions in the form that they are written in. */
public record RandomDefinitions(Random random) {
    private static final List<String> TEXTS = List.of("Riga", "a\"b\\c", "äöü ☃", "x\ny\t", "$c.visits", "");
    private static final List<String> COMPARING = List.of("==", "!=", "<", "<=", ">", ">=");

    /** One. */
    public ObjectNode any() {
        if (random.nextInt(4) == 0) {
            return group("any", 2, Vocabulary.CLIENT, 2);
        }
        ObjectNode all = group("all", 1, Vocabulary.CLIENT, 2);
        JsonNode only = all.get("all").get(0);
        return all.get("all").size() == 1 && only.has("any") ? (ObjectNode) only : all;
    }

    private ObjectNode group(String kind, int least, FactType<?> subject, int depth) {
        ArrayNode members = Json.MAPPER.createArrayNode();
        int size = least + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            members.add(condition(kind.equals("all") ? "any" : "all", subject, depth));
        }
        return node().set(kind, members);
    }

    private ObjectNode condition(String group, FactType<?> subject, int depth) {
        boolean client = subject == Vocabulary.CLIENT;
        return switch (depth == 0 ? 9 : random.nextInt(10)) {
            case 0, 1 -> group(group, 2, subject, depth - 1);
            case 2 -> client ? exists() : test(subject);
            case 3 -> client ? node().set("not", exists()) : test(subject);
            case 4 -> node().set("not", test(subject));
            case 5 -> node().set("not", node().set("any", tests(subject)));
            default -> test(subject);
        };
    }

    private ArrayNode tests(FactType<?> subject) {
        return Json.MAPPER.createArrayNode().add(test(subject)).add(test(subject));
    }

    private ObjectNode exists() {
        FactType<?> fact = random.nextBoolean() ? Vocabulary.BOOKING : Vocabulary.SURVEY;
        ObjectNode exists = node().put("fact", fact.name());
        if (random.nextInt(4) > 0) {
            exists.setAll(group("all", 1, fact, 1));
        }
        return node().set("exists", exists);
    }

    private ObjectNode test(FactType<?> subject) {
        List<? extends Property<?>> all = List.copyOf(subject.properties().values());
        Property<?> property = all.get(random.nextInt(all.size()));
        ObjectNode test = property(property);
        return switch (ValueType.of(property)) {
            case FLAG -> test;
            case RANK -> test.put("operator", "<=").set("value", Json.stored(String.valueOf(random.nextInt(100))));
            case TEXTS -> test.put("operator", "not contains").put("value", text());
            case DAY -> asked(test, "\"2026-0" + (1 + random.nextInt(9)) + "-15\"", subject, ValueType.DAY);
            case TEXT -> asked(test, Json.write(value(property)), subject, ValueType.TEXT);
            case NUMBER -> asked(calculated(test), number(), subject, ValueType.NUMBER);
        };
    }

    private ObjectNode calculated(ObjectNode number) {
        if (random.nextInt(4) > 0) {
            return number;
        }
        ArrayNode of = Json.MAPPER.createArrayNode().add(number).add(Json.stored(number()));
        if (random.nextBoolean()) {
            of.add(of.remove(0));
        }
        return node().put("calculate", "+-*/%".substring(random.nextInt(5)).substring(0, 1))
                .set("of", of);
    }

    private ObjectNode asked(ObjectNode test, String literal, FactType<?> subject, ValueType type) {
        return switch (random.nextInt(6)) {
            case 0 -> test.put("operator", random.nextBoolean() ? "== null" : "!= null");
            case 1 ->
                test.put("operator", random.nextBoolean() ? "in" : "not in")
                        .set("value", Json.stored("[" + literal + ", " + literal + "]"));
            case 2 -> compared(test).set("value", other(subject, type));
            default -> compared(test).set("value", Json.stored(literal));
        };
    }

    private ObjectNode compared(ObjectNode test) {
        return test.put("operator", COMPARING.get(random.nextInt(COMPARING.size())));
    }

    /** Another property of the type; within exists perhaps the client's. */
    private JsonNode other(FactType<?> subject, ValueType type) {
        boolean client = subject != Vocabulary.CLIENT && random.nextBoolean();
        List<? extends Property<?>> fitting = (client ? Vocabulary.CLIENT : subject)
                .properties().values().stream()
                        .filter(property -> ValueType.of(property) == type)
                        .toList();
        if (fitting.isEmpty()) {
            return Json.stored(type == ValueType.DAY ? "\"2026-01-01\"" : type == ValueType.TEXT ? "\"x\"" : "1");
        }
        ObjectNode property = property(fitting.get(random.nextInt(fitting.size())));
        if (!client) {
            return property;
        }
        ObjectNode ofTheClient =
                node().put("field", property.get("field").textValue()).put("fact", "Client");
        return property.has("arguments") ? ofTheClient.set("arguments", property.get("arguments")) : ofTheClient;
    }

    private ObjectNode property(Property<?> property) {
        ObjectNode named = node().put("field", property.name());
        for (Property.Parameter parameter : property.parameters()) {
            named.withArray("/arguments")
                    .add(
                            switch (parameter.type()) {
                                case WHOLE_NUMBER -> Json.stored("" + random.nextInt(400));
                                case TEXT -> Json.stored(Json.write(text()));
                                case DATE -> Json.stored("\"2026-02-28\"");
                            });
        }
        return named;
    }

    private String value(Property<?> property) {
        List<String> values = property instanceof Property.Text<?> text ? text.values() : List.of();
        return values.isEmpty() ? text() : values.get(random.nextInt(values.size()));
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private String number() {
        return random.nextBoolean()
                ? String.valueOf(random.nextInt(2_000) - 1_000)
                : new java.math.BigDecimal(random.nextInt(100_000))
                        .movePointLeft(3)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static ObjectNode node() {
        return Json.MAPPER.createObjectNode();
    }
}
