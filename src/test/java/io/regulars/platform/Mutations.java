package io.regulars.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.platform.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What callers send who err, or mean harm: honest requests with something wrong in them. */
final class Mutations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "\u0000",
            "a\u0000b",
            "\t\r\n",
            "Āžē 漢字 \uD83D\uDE00 \u202Eolleh\u202C",
            "\uFFFF\uFFFD",
            "\uD800",
            "'; drop table client; --",
            "%s%n%d ${jndi:ldap://x} {0} {{x}} \\",
            "../../etc/passwd",
            "null",
            "true",
            "NaN",
            "Infinity",
            "1e400",
            "-1",
            "0",
            "99999999999999999999",
            "0.001",
            "12,50",
            "r-0",
            "r-999999999",
            "r-9999999999",
            "-999999999-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59.999999999Z",
            "+10000-01-01",
            "0000-01-01",
            "1899-12-31",
            "2200-01-01T00:00:00Z",
            "2199-12-31T23:59:59Z",
            "2026-02-30",
            "2026-11-20T24:00:00Z",
            "2026-11-20T09:00:00+18:00",
            "2026-11-20T09:00:00",
            "1900-01-01",
            "2199-12-31",
            "P99999999999999999999D",
            "PT-1H",
            "Europe/Nowhere",
            "ZZZ",
            "{\"a\": 1}",
            "rule \"x\" when $c: Client( visits >= 1 ) then segments.assign($c, \"x\"); end",
            "rule \"x\" when $c: Client( accumulate( then",
            "x".repeat(201),
            "x".repeat(1_001),
            "é".repeat(300));

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** A body of which one or a few things are others. */
    byte[] body(byte[] honest) {
        if (random.nextInt(8) == 0) {
            return broken(honest);
        }
        try {
            JsonNode body = Json.MAPPER.readTree(honest);
            for (int times = random.nextInt(3); times >= 0; times--) {
                body = node(body, 0.3);
            }
            return body.toString().getBytes(StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            return broken(honest); // a zip, rules, lines
        }
    }

    /** The node, with something in it, or itself, another. */
    private JsonNode node(JsonNode node, double itself) {
        if (!node.isContainerNode() || node.isEmpty() || random.nextDouble() < itself) {
            return value(node);
        }
        if (node instanceof ObjectNode object) {
            return field(object.deepCopy());
        }
        ArrayNode list = ((ArrayNode) node).deepCopy();
        int at = random.nextInt(list.size());
        switch (random.nextInt(4)) {
            case 0 -> list.remove(at);
            case 1 -> list.add(list.get(at));
            default -> list.set(at, node(list.get(at), 0.5));
        }
        return list;
    }

    private JsonNode field(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(text(), object.get(name));
            case 2 -> object.set(name + "x", object.remove(name));
            case 3 -> object.set(name, object.get(names.get(random.nextInt(names.size()))));
            default -> object.set(name, node(object.get(name), 0.5));
        }
        return object;
    }

    private JsonNode value(JsonNode honest) {
        return switch (random.nextInt(14)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextInt(-2, 3));
            case 3 -> JSON.numberNode(new BigDecimal("1e" + random.nextInt(-400, 400)));
            case 4 -> JSON.numberNode(BigInteger.TEN.pow(random.nextInt(10, 60)).negate());
            case 5 -> JSON.arrayNode();
            case 6 -> JSON.objectNode();
            case 7 -> JSON.arrayNode().add(honest).add(JSON.nullNode());
            case 8 -> JSON.objectNode().set(text(), honest);
            case 9 -> deep(random.nextInt(2, 40));
            default -> JSON.textNode(text());
        };
    }

    private JsonNode deep(int levels) {
        JsonNode node = JSON.textNode("deep");
        for (int level = 0; level < levels; level++) {
            node = random.nextBoolean()
                    ? JSON.arrayNode().add(node)
                    : JSON.objectNode().set(random.nextBoolean() ? "all" : "not", node);
        }
        return node;
    }

    private byte[] broken(byte[] honest) {
        byte[] bytes = honest.clone();
        return switch (random.nextInt(10)) {
            case 0 -> new byte[0];
            case 1 -> text().getBytes(StandardCharsets.UTF_8);
            case 2 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 3 -> "[".repeat(random.nextInt(1, 50_000)).getBytes(StandardCharsets.UTF_8);
            case 4 -> ("{\"a\":".repeat(random.nextInt(1, 5_000)) + "1").getBytes(StandardCharsets.UTF_8);
            case 5 -> joined(bytes, bytes);
            case 6 -> joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, bytes);
            case 7 -> joined("null".getBytes(StandardCharsets.UTF_8), new byte[0]);
            default -> flipped(bytes);
        };
    }

    private byte[] flipped(byte[] bytes) {
        for (int times = random.nextInt(1, 6); times > 0 && bytes.length > 0; times--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
