package io.regulars.rules.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.platform.text.NearestName;
import io.regulars.rules.model.DefinitionProblem;
import io.regulars.rules.tree.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a definition is one by its form: known keys, names of the vocabulary, a value where there must be one. What the
 * names and values mean to each other is checked where DRL's meaning is.
 */
final class Shape {
    /** The keys that say what a condition is. */
    static final List<String> KINDS = List.of("all", "any", "not", "exists", "field", "calculate");

    private static final String EXAMPLE = "{\"field\": \"visits\", \"operator\": \">=\", \"value\": 3}";
    /** What is meant by operators of other languages. */
    private static final Map<String, String> WRITTEN_ELSEWHERE = Map.ofEntries(
            Map.entry("=", "Write '=='."),
            Map.entry("===", "Write '=='."),
            Map.entry("eq", "Write '=='."),
            Map.entry("is", "Write '=='."),
            Map.entry("<>", "Write '!='."),
            Map.entry("≠", "Write '!='."),
            Map.entry("ne", "Write '!='."),
            Map.entry("≥", "Write '>='."),
            Map.entry("=>", "Write '>='."),
            Map.entry("gte", "Write '>='."),
            Map.entry("≤", "Write '<='."),
            Map.entry("=<", "Write '<='."),
            Map.entry("lte", "Write '<='."),
            Map.entry("gt", "Write '>'."),
            Map.entry("lt", "Write '<'."),
            Map.entry("between", "Join two conditions by 'all', with '>=' and '<='."));

    /** What is meant by keys of other languages. */
    private static final Map<String, String> KEYS_ELSEWHERE =
            Map.of("and", "all", "&&", "all", "or", "any", "||", "any", "none", "not");

    private static final double LARGEST = 1e15;

    /** What reads a definition calls itself for what stands inside; nobody clicks this deep. */
    private static final int DEEPEST = 20;

    private final List<DefinitionProblem> problems = new ArrayList<>();

    private Shape() {}

    /** What is wrong with its form; what stands in a part that is wrong may be left unchecked. */
    static List<DefinitionProblem> check(JsonNode definition) {
        var shape = new Shape();
        boolean everybody = definition.size() == 1
                && definition.path("all").isArray()
                && definition.get("all").isEmpty();
        if (!everybody) {
            shape.condition(definition, "", Vocabulary.CLIENT, 0);
        }
        return shape.problems;
    }

    private void condition(JsonNode node, String at, FactType<?> subject, int depth) {
        if (!(node instanceof ObjectNode condition)) {
            wrong(at, "not-a-condition", "A condition is a JSON object.", "For example: " + EXAMPLE);
            return;
        }
        if (depth > DEEPEST) {
            wrong(at, "nested-too-deeply", "Conditions stand in at most " + DEEPEST + " others.", "Make them fewer.");
            return;
        }
        List<String> kinds = KINDS.stream().filter(condition::has).toList();
        if (kinds.size() != 1) {
            refuseKind(condition, at, kinds);
            return;
        }
        switch (kinds.getFirst()) {
            case "all", "any" -> group(condition, kinds.getFirst(), at, subject, depth);
            case "not" -> {
                keys(condition, at, Set.of("not"));
                condition(condition.get("not"), at + "/not", subject, depth + 1);
            }
            case "exists" -> exists(condition, at, subject, depth);
            default -> test(condition, at, subject, depth);
        }
    }

    private void refuseKind(ObjectNode condition, String at, List<String> kinds) {
        String hint = names(condition)
                .filter(name -> !KINDS.contains(name))
                .flatMap(name -> Optional.ofNullable(KEYS_ELSEWHERE.get(name.toLowerCase(Locale.ROOT)))
                        .or(() -> NearestName.of(name, KINDS))
                        .stream())
                .findFirst()
                .map(near -> "Did you mean '" + near + "'?")
                .orElse("For example: " + EXAMPLE);
        wrong(
                at,
                "not-a-condition",
                kinds.isEmpty()
                        ? "A condition has one of the keys " + String.join(", ", KINDS) + "."
                        : "A condition has one of the keys " + String.join(" and ", kinds) + ", not both.",
                kinds.isEmpty() ? hint : "Join two conditions by 'all' or 'any'.");
    }

    private void group(ObjectNode condition, String kind, String at, FactType<?> subject, int depth) {
        keys(condition, at, Set.of(kind));
        JsonNode members = condition.get(kind);
        if (!members.isArray() || members.isEmpty()) {
            wrong(
                    at + "/" + kind,
                    "no-conditions",
                    "'" + kind + "' is a list of conditions, at least one.",
                    "For every client write {\"all\": []} as the whole definition.");
            return;
        }
        members(members, at + "/" + kind, subject, depth);
    }

    private void members(JsonNode members, String at, FactType<?> subject, int depth) {
        for (int i = 0; i < members.size(); i++) {
            condition(members.get(i), at + "/" + i, subject, depth + 1);
        }
    }

    private void exists(ObjectNode condition, String at, FactType<?> subject, int depth) {
        keys(condition, at, Set.of("exists"));
        if (subject != Vocabulary.CLIENT) {
            wrong(at, "nested-exists", "'exists' cannot stand in another.", "Ask for each by itself.");
            return;
        }
        String inside = at + "/exists";
        if (!(condition.get("exists") instanceof ObjectNode exists)) {
            wrong(
                    inside,
                    "not-a-fact",
                    "'exists' is a JSON object with a fact.",
                    "For example: {\"fact\": \"Booking\"}");
            return;
        }
        keys(exists, inside, Set.of("fact", "all"));
        FactType<?> fact = OwnHistoryFacts.byName().get(exists.path("fact").asText());
        if (fact == null) {
            unknown(
                    inside + "/fact",
                    "unknown-fact",
                    "fact",
                    exists.path("fact").asText(),
                    OwnHistoryFacts.byName().keySet());
            return;
        }
        JsonNode conditions = exists.get("all");
        if (conditions != null && !conditions.isArray()) {
            wrong(inside + "/all", "no-conditions", "'all' is a list of conditions.", "For example: [" + EXAMPLE + "]");
        } else if (conditions != null) {
            members(conditions, inside + "/all", fact, depth + 1);
        }
    }

    private void test(ObjectNode test, String at, FactType<?> subject, int depth) {
        operand(test, at, subject, depth, Set.of("operator", "value"));
        JsonNode operator = test.get("operator");
        if (operator == null) {
            if (test.has("value")) {
                wrong(at, "no-operator", "There is a value and no operator.", "For example: " + EXAMPLE);
            }
            return;
        }
        if (!Operators.SYMBOLS.contains(operator.asText())) {
            unknownOperator(operator.asText(), at + "/operator");
            return;
        }
        String symbol = operator.asText();
        switch (Operators.takes(symbol)) {
            case NOTHING -> {
                if (test.has("value")) {
                    wrong(at + "/value", "needless-value", "'" + symbol + "' takes no value.", "Leave it out.");
                }
            }
            case LIST -> list(test.path("value"), symbol, at + "/value");
            case PROPERTY -> {
                if (test.path("value") instanceof ObjectNode property) {
                    operand(property, at + "/value", subject, depth, Set.of());
                } else {
                    wrong(
                            at + "/value",
                            "wrong-value",
                            "'" + symbol + "' takes a property.",
                            "For example: \"value\": {\"field\": \"tags\"}");
                }
            }
            case TEXT, REGULAR_EXPRESSION -> {
                if (!test.path("value").isTextual()) {
                    wrong(at + "/value", "wrong-value", "'" + symbol + "' takes a text.", "Write the text itself.");
                }
            }
            case VALUE, PART -> value(test.path("value"), at + "/value", subject, depth);
        }
    }

    private void unknownOperator(String operator, String at) {
        String meant = WRITTEN_ELSEWHERE.get(operator.strip().toLowerCase(Locale.ROOT));
        if (meant == null) {
            unknown(at, "unknown-operator", "operator", operator, Operators.SYMBOLS);
        } else {
            wrong(at, "unknown-operator", "There is no operator '" + operator + "' here.", meant);
        }
    }

    private void list(JsonNode list, String operator, String at) {
        if (!list.isArray() || list.isEmpty()) {
            wrong(
                    at,
                    "wrong-value",
                    "'" + operator + "' takes a list of values.",
                    "For example: [\"Riga\", \"Vilnius\"]");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isObject()) {
                wrong(at + "/" + i, "wrong-value", "A list holds texts, numbers or dates.", "Write the value itself.");
            } else {
                value(list.get(i), at + "/" + i, Vocabulary.CLIENT, 0);
            }
        }
    }

    private void value(JsonNode value, String at, FactType<?> subject, int depth) {
        switch (value.getNodeType()) {
            case STRING, BOOLEAN -> {}
            case NUMBER -> {
                double number = value.doubleValue();
                if (!(Math.abs(number) < LARGEST)) {
                    wrong(at, "number-too-large", "The number is too large.", "Write one under 1000000000000000.");
                }
            }
            case OBJECT -> operand((ObjectNode) value, at, subject, depth, Set.of());
            case NULL -> wrong(at, "wrong-value", "null is not a value.", "Use the operators '== null' and '!= null'.");
            case MISSING -> wrong(at, "wrong-value", "The value is missing.", "For example: " + EXAMPLE);
            case ARRAY, BINARY, POJO ->
                wrong(at, "wrong-value", "This takes one value.", "For several use the operator 'in'.");
        }
    }

    /** A property or a calculation, with other keys beside those. */
    private void operand(ObjectNode operand, String at, FactType<?> subject, int depth, Set<String> others) {
        if (depth > DEEPEST) {
            wrong(at, "nested-too-deeply", "Values stand in at most " + DEEPEST + " others.", "Make them fewer.");
        } else if (operand.has("calculate") && !operand.has("field")) {
            keys(operand, at, joined(others, "calculate", "of"));
            calculation(operand, at, subject, depth);
        } else {
            keys(operand, at, joined(others, "field", "arguments", "fact"));
            property(operand, at, subject, depth);
        }
    }

    private void property(ObjectNode operand, String at, FactType<?> subject, int depth) {
        FactType<?> of = subject;
        if (operand.has("fact")) {
            // within exists the client's properties are named by their fact
            List<String> known = subject == Vocabulary.CLIENT ? List.of() : List.of(Vocabulary.CLIENT.name());
            if (!known.contains(operand.get("fact").asText())) {
                unknown(
                        at + "/fact",
                        "unknown-fact",
                        "fact",
                        operand.get("fact").asText(),
                        known);
                return;
            }
            of = Vocabulary.CLIENT;
        }
        String name = operand.path("field").asText();
        if (of.property(name).isEmpty()) {
            wrong(
                    operand.has("field") ? at + "/field" : at,
                    "unknown-property",
                    of.name() + " has no property '" + NearestName.shortened(name) + "'.",
                    NearestName.hint(name, of.properties().keySet()));
        }
        JsonNode arguments = operand.path("arguments");
        if (operand.has("arguments") && !arguments.isArray()) {
            wrong(at + "/arguments", "wrong-arguments", "'arguments' is a list.", "For example: [30]");
            return;
        }
        for (int i = 0; i < arguments.size(); i++) {
            value(arguments.get(i), at + "/arguments/" + i, subject, depth + 1);
        }
    }

    private void calculation(ObjectNode operand, String at, FactType<?> subject, int depth) {
        List<String> signs = Stream.of(Expression.ArithmeticOperator.values())
                .map(Expression.ArithmeticOperator::symbol)
                .toList();
        String sign = operand.get("calculate").asText();
        if (!signs.contains(sign)) {
            wrong(
                    at + "/calculate",
                    "unknown-operator",
                    "'" + NearestName.shortened(sign) + "' does not calculate.",
                    "Use one of " + String.join(" ", signs) + ".");
        }
        JsonNode of = operand.path("of");
        if (!of.isArray() || of.size() != 2) {
            wrong(
                    at + (operand.has("of") ? "/of" : ""),
                    "wrong-value",
                    "A calculation is of two values.",
                    "For example: \"of\": [{\"field\": \"noShows\"}, {\"field\": \"lateCancellations\"}]");
            return;
        }
        for (int i = 0; i < 2; i++) {
            value(of.get(i), at + "/of/" + i, subject, depth + 1);
        }
    }

    private void keys(ObjectNode object, String at, Set<String> known) {
        names(object)
                .filter(name -> !known.contains(name))
                .forEach(name -> unknown(
                        at + "/" + name.replace("~", "~0").replace("/", "~1"), "unknown-key", "key", name, known));
    }

    private void unknown(String at, String code, String kind, String name, Collection<String> known) {
        String hint = NearestName.hint(name, known);
        String all = String.join(", ", known.stream().sorted().toList());
        wrong(
                at,
                code,
                "There is no " + kind + " '" + NearestName.shortened(name) + "' here.",
                hint.isEmpty() ? "Known are: " + all + "." : hint);
    }

    private void wrong(String at, String code, String message, String hint) {
        problems.add(new DefinitionProblem(at, code, message, hint));
    }

    private static Stream<String> names(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey);
    }

    private static Set<String> joined(Set<String> some, String... others) {
        return Stream.concat(some.stream(), Arrays.stream(others)).collect(java.util.stream.Collectors.toSet());
    }
}
