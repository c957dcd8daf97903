package io.regulars.rules.builder;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.tree.Printing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes a definition out as a rule in DRL, part by part; its form has been checked. A value becomes one literal whatever it
 * holds, and all else is a word of the vocabulary.
 * <pre>
 *   {"all": [{"field": "visits", "operator": ">=", "value": 3}, {"not": {"exists": {"fact": "Survey"}}}]}
 *   → when $c : Client( visits >= 3 ) not Survey( )
 *
 *   {"any": [{"field": "visits", "operator": ">=", "value": 3}, {"exists": {"fact": "Survey"}}]}
 *   → when $c : Client( ) exists( Client( visits >= 3 ) or exists Survey( ) )
 * </pre>
 */
final class DefinitionToDrl {
    /** The name of the rule and of its segment, until it gets others. */
    static final String NAME = "definition";

    private final DefinitionText text = new DefinitionText();

    /** Where one condition stands, and whether its opposite is asked. */
    private record Part(JsonNode node, String at, boolean negated) {
        boolean is(String kind) {
            return node.has(kind);
        }

        /** {@code not} is carried inside, so that what goes through bookings is never within one. */
        Part bare() {
            return is("not") ? new Part(node.get("not"), at + "/not", !negated).bare() : this;
        }

        /** Whether all members must hold, {@code not} carried inside. */
        boolean isAll() {
            return is(negated ? "any" : "all");
        }

        List<Part> members() {
            String kind = is("all") ? "all" : "any";
            var members = new ArrayList<Part>();
            for (int i = 0; i < node.get(kind).size(); i++) {
                members.add(new Part(node.get(kind).get(i), at + "/" + kind + "/" + i, negated));
            }
            return members;
        }

        boolean goesThroughHistory() {
            Part bare = bare();
            return bare.is("exists")
                    || (bare.is("all") || bare.is("any"))
                            && bare.members().stream().anyMatch(Part::goesThroughHistory);
        }
    }

    /** The rule for those of a definition's conditions that are sound, by their pointers. */
    static DefinitionText write(JsonNode definition, Predicate<String> sound) {
        var writer = new DefinitionToDrl();
        var parts = new ArrayList<Part>();
        flatten(new Part(definition, "", false), parts);
        parts.removeIf(part -> !sound.test(part.at()));
        writer.rule(parts);
        return writer.text;
    }

    /** The conditions that must all hold, each by itself. */
    private static void flatten(Part part, List<Part> into) {
        if (part.is("all")) {
            part.members().forEach(member -> flatten(member, into));
        } else {
            into.add(part);
        }
    }

    private void rule(List<Part> parts) {
        text.add("rule \"" + NAME + "\" when $c : Client( ", "");
        boolean open = true;
        String separator = "";
        for (Part part : parts) {
            if (part.goesThroughHistory()) {
                text.add(open ? " ) " : "", part.at());
                open = false;
                element(part.bare());
            } else {
                text.add(open ? separator : "Client( ", part.at());
                open = true;
                separator = ", ";
                condition(part, Vocabulary.CLIENT);
            }
        }
        text.add(open ? " )" : "", "");
        text.add(" then segments.assign($c, \"" + NAME + "\"); end", "");
    }

    /** One line of the {@code when} that goes through bookings or surveys. */
    private void element(Part part) {
        if (part.is("exists")) {
            quantified(part);
        } else {
            text.add("exists", part.at());
            group(part);
        }
    }

    private void group(Part part) {
        text.add("( ", part.at());
        String separator = "";
        for (Part member : part.members()) {
            text.add(separator, part.at());
            separator = part.isAll() ? " and " : " or ";
            Part bare = member.bare();
            if (!bare.goesThroughHistory()) {
                text.add("Client( ", bare.at());
                negatable(bare, Vocabulary.CLIENT);
                text.add(" )", bare.at());
            } else if (bare.is("exists")) {
                quantified(bare);
            } else {
                group(bare);
            }
        }
        text.add(" )", part.at());
    }

    private void quantified(Part part) {
        String at = part.at() + "/exists";
        JsonNode exists = part.node().get("exists");
        FactType<?> fact =
                requireNonNull(OwnHistoryFacts.byName().get(exists.get("fact").textValue()));
        text.add(part.negated() ? "not " : "exists ", part.at()).add(fact.name() + "( ", at + "/fact");
        String separator = "";
        for (int i = 0; i < exists.path("all").size(); i++) {
            text.add(separator, at + "/all");
            separator = ", ";
            condition(new Part(exists.get("all").get(i), at + "/all/" + i, false), fact);
        }
        text.add(" ) ", at);
    }

    private void negatable(Part part, FactType<?> subject) {
        if (part.negated()) {
            text.add("!(", part.at());
            condition(new Part(part.node(), part.at(), false), subject);
            text.add(")", part.at());
        } else {
            condition(part, subject);
        }
    }

    /** A constraint of a pattern. */
    private void condition(Part part, FactType<?> subject) {
        if (part.is("not")) {
            negatable(new Part(part.node().get("not"), part.at() + "/not", true), subject);
        } else if (part.is("all") || part.is("any")) {
            joined(part, part.is("all") ? " && " : " || ", subject);
        } else {
            test(part.node(), part.at(), subject);
        }
    }

    private void joined(Part part, String sign, FactType<?> subject) {
        String separator = "";
        for (Part member : part.members()) {
            text.add(separator, part.at());
            separator = sign;
            boolean brackets = part.members().size() > 1 && (member.is("all") || member.is("any"));
            text.add(brackets ? "(" : "", member.at());
            condition(member, subject);
            text.add(brackets ? ")" : "", member.at());
        }
    }

    private void test(JsonNode test, String at, FactType<?> subject) {
        Property<?> property = operand(test, at, subject);
        JsonNode operator = test.get("operator");
        if (operator == null) {
            return;
        }
        String symbol = operator.textValue();
        text.add(" " + symbol + " ", at + "/operator");
        JsonNode value = test.path("value");
        String place = at + "/value";
        switch (Operators.takes(symbol)) {
            case NOTHING -> {}
            case VALUE -> value(value, place, subject, property);
            case PART, TEXT, REGULAR_EXPRESSION, PROPERTY -> value(value, place, subject, null);
            case LIST -> {
                text.add("(", place);
                for (int i = 0; i < value.size(); i++) {
                    text.add(i == 0 ? "" : ", ", place);
                    value(value.get(i), place + "/" + i, subject, property);
                }
                text.add(")", place);
            }
        }
    }

    /** Writes a property or a calculation; gives the property. */
    private @Nullable Property<?> operand(JsonNode operand, String at, FactType<?> subject) {
        if (operand.has("calculate")) {
            text.add("(", at);
            value(operand.get("of").get(0), at + "/of/0", subject, null);
            text.add(" " + operand.get("calculate").textValue() + " ", at + "/calculate");
            value(operand.get("of").get(1), at + "/of/1", subject, null);
            text.add(")", at);
            return null;
        }
        boolean ofTheClient = "Client".equals(operand.path("fact").asText()) && subject != Vocabulary.CLIENT;
        FactType<?> type = ofTheClient ? Vocabulary.CLIENT : subject;
        String name = operand.get("field").textValue();
        text.add((ofTheClient ? "$c." : "") + name, at + "/field");
        JsonNode arguments = operand.path("arguments");
        if (!arguments.isEmpty()) {
            text.add("(", at + "/arguments");
            for (int i = 0; i < arguments.size(); i++) {
                text.add(i == 0 ? "" : ", ", at + "/arguments");
                value(arguments.get(i), at + "/arguments/" + i, subject, null);
            }
            text.add(")", at + "/arguments");
        }
        return type.property(name).orElseThrow();
    }

    /** Writes a value that is compared with a property, or passed to one. */
    private void value(JsonNode value, String at, FactType<?> subject, @Nullable Property<?> property) {
        switch (value.getNodeType()) {
            case STRING -> text.add(literal(value.textValue(), property), at);
            case NUMBER -> text.add(Printing.number(value.doubleValue()), at);
            case BOOLEAN -> text.add(value.asText(), at);
            default -> operand(value, at, subject);
        }
    }

    /** A name of the property's closed list as it is, any other text in quotes. */
    private static String literal(String value, @Nullable Property<?> property) {
        boolean constant =
                property instanceof Property.Text<?> text && text.values().contains(value);
        return constant ? value : Printing.quoted(value);
    }
}
