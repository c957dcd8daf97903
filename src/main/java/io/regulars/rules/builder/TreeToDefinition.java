package io.regulars.rules.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.platform.json.Json;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Condition.Operator;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Position;
import io.regulars.rules.tree.Printing;
import io.regulars.rules.tree.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what a rule asks as a definition.
 * <pre>
 *   $c: Client( visits >= 3, country in ("LV", "LT") )
 *   → {"all": [{"field": "visits", "operator": ">=", "value": 3},
 *              {"field": "country", "operator": "in", "value": ["LV", "LT"]}]}
 * </pre>
 */
public final class TreeToDefinition {
    private TreeToDefinition() {}

    /** What a rule asks that was read from a definition. */
    public static ObjectNode write(Rule rule) {
        try {
            return write(List.of(rule));
        } catch (DoesNotFit e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    /**
     * What a rule asks, of all its branches.
     *
     * @throws DoesNotFit if a definition cannot say some of it
     */
    public static ObjectNode write(List<Rule> branches) throws DoesNotFit {
        var alternatives = new ArrayList<ObjectNode>();
        for (Rule branch : branches) {
            requireFit(branch);
            alternatives.add(all(branch.when().getFirst().pattern().conditions(), Vocabulary.CLIENT));
        }
        ObjectNode whole = joined("any", alternatives);
        JsonNode only = whole.path("all").size() == 1 ? whole.get("all").get(0) : whole;
        boolean group = only.has("all") || only.has("any");
        return group ? (ObjectNode) only : whole.has("all") ? whole : node().set("all", array(List.of(whole)));
    }

    /** That it only asks of the client, and only assigns one segment by its name. */
    private static void requireFit(Rule rule) throws DoesNotFit {
        if (rule.then().size() != 1
                || !(rule.then().getFirst() instanceof Action.AssignSegment assign)
                || !(assign.segment() instanceof Expression.TextLiteral)) {
            throw new DoesNotFit(
                    rule.then().getFirst().position(), "it does something else than to assign one segment by its name");
        }
        for (Element element : rule.when().subList(1, rule.when().size())) {
            throw new DoesNotFit(
                    element.pattern().position(),
                    "it matches " + element.pattern().type().name() + "( … ) beside the client");
        }
        if (rule.salience() != 0 || rule.activationGroup() != null) {
            throw new DoesNotFit(rule.position(), "it has a salience or an activation-group");
        }
        if (!rule.metadata().isEmpty()) {
            throw new DoesNotFit(rule.position(), "it has metadata (@)");
        }
    }

    private static ObjectNode all(List<Condition> conditions, FactType<?> subject) throws DoesNotFit {
        var members = new ArrayList<ObjectNode>();
        for (Condition condition : conditions) {
            members.add(condition(condition, subject));
        }
        return node().set("all", flattened("all", members));
    }

    /** A group of conditions; one alone is itself. */
    private static ObjectNode joined(String kind, List<ObjectNode> members) {
        return members.size() == 1 ? members.getFirst() : node().set(kind, flattened(kind, members));
    }

    private static ArrayNode flattened(String kind, List<ObjectNode> members) {
        ArrayNode flat = array(List.of());
        for (ObjectNode member : members) {
            if (member.has(kind)) {
                flat.addAll((ArrayNode) member.get(kind));
            } else {
                flat.add(member);
            }
        }
        return flat;
    }

    private static ObjectNode condition(Condition condition, FactType<?> subject) throws DoesNotFit {
        return switch (condition) {
            case Condition.All all -> joined("all", conditions(all.conditions(), subject));
            case Condition.Any any -> joined("any", conditions(any.conditions(), subject));
            case Condition.Not not -> node().set("not", condition(not.condition(), subject));
            case Condition.Quantified quantified -> quantified(quantified, subject);
            case Condition.Comparison comparison -> comparison(comparison, subject);
            case Condition.Known known ->
                test(known.expression(), subject).put("operator", known.known() ? "!= null" : "== null");
            case Condition.OneOf oneOf -> oneOf(oneOf, subject);
            case Condition.Contains contains -> contains(contains, subject);
            case Condition.TextTest text ->
                test(text.text(), subject)
                        .put("operator", negated(text.negated(), text.operator().symbol()))
                        .set("value", value(text.operand(), subject));
            case Condition.Matches matches ->
                test(matches.text(), subject)
                        .put("operator", negated(matches.negated(), "matches"))
                        .put("value", matches.regularExpression());
            case Condition.Holds holds -> test(holds.flag(), subject);
            case Condition.Ranked ranked -> {
                String[] rank = Printing.rank(ranked).strip().split(" ", 2);
                yield test(ranked.rank(), subject).put("operator", rank[0]).set("value", number(rank[1]));
            }
            case Condition.ForAll all -> throw unfit(all.position(), "'forall'");
            case Condition.SameFact same -> throw unfit(same.position(), "two facts that are the same");
            case Condition.Effective effective ->
                throw unfit(effective.position(), "'date-effective' and 'date-expires'");
        };
    }

    private static List<ObjectNode> conditions(List<Condition> conditions, FactType<?> subject) throws DoesNotFit {
        var members = new ArrayList<ObjectNode>();
        for (Condition condition : conditions) {
            members.add(condition(condition, subject));
        }
        return members;
    }

    private static ObjectNode quantified(Condition.Quantified quantified, FactType<?> subject) throws DoesNotFit {
        if (subject != Vocabulary.CLIENT) {
            throw unfit(quantified.position(), "a booking or survey within another");
        }
        FactType<?> type = quantified.pattern().type();
        ObjectNode fact = node().put("fact", type.name());
        if (!quantified.pattern().conditions().isEmpty()) {
            fact.setAll(all(quantified.pattern().conditions(), type));
        }
        ObjectNode exists = node().set("exists", fact);
        return quantified.exists() ? exists : node().set("not", exists);
    }

    private static ObjectNode comparison(Condition.Comparison comparison, FactType<?> subject) throws DoesNotFit {
        boolean flipped = isLiteral(comparison.left()) && !isLiteral(comparison.right());
        Operator operator = flipped ? comparison.operator().flipped() : comparison.operator();
        return test(flipped ? comparison.right() : comparison.left(), subject)
                .put("operator", operator.symbol())
                .set("value", value(flipped ? comparison.left() : comparison.right(), subject));
    }

    private static ObjectNode oneOf(Condition.OneOf oneOf, FactType<?> subject) throws DoesNotFit {
        ArrayNode options = array(List.of());
        for (Expression option : oneOf.options()) {
            if (!isLiteral(option)) {
                throw unfit(option.position(), "a list of other than plain values");
            }
            options.add(value(option, subject));
        }
        return test(oneOf.expression(), subject)
                .put("operator", negated(oneOf.negated(), "in"))
                .set("value", options);
    }

    private static ObjectNode contains(Condition.Contains contains, FactType<?> subject) throws DoesNotFit {
        boolean element = isLiteral(contains.element());
        return test(element ? contains.texts() : contains.element(), subject)
                .put("operator", negated(contains.negated(), element ? "contains" : "memberOf"))
                .set("value", value(element ? contains.element() : contains.texts(), subject));
    }

    private static String negated(boolean negated, String operator) {
        return negated ? "not " + operator : operator;
    }

    /** What is asked about, as the first keys of its condition. */
    private static ObjectNode test(Expression asked, FactType<?> subject) throws DoesNotFit {
        if (value(asked, subject) instanceof ObjectNode operand) {
            return operand;
        }
        throw unfit(asked.position(), "a value that asks about no property");
    }

    private static JsonNode value(Expression expression, FactType<?> subject) throws DoesNotFit {
        return switch (expression) {
            case Expression.NumberLiteral literal -> number(Printing.number(literal.value()));
            case Expression.TextLiteral literal -> node().textNode(literal.value());
            case Expression.DayLiteral literal ->
                node().textNode(literal.value().toString());
            case Expression.FlagLiteral literal -> node().booleanNode(literal.value());
            case Expression.Read read -> property(read, subject);
            case Expression.Arithmetic arithmetic ->
                node().put("calculate", arithmetic.operator().symbol())
                        .set(
                                "of",
                                array(List.of(value(arithmetic.left(), subject), value(arithmetic.right(), subject))));
            case Expression.Concatenation joined -> throw unfit(joined.position(), "texts put together");
            case Expression.Aggregate aggregate -> throw unfit(aggregate.position(), "'accumulate'");
        };
    }

    private static ObjectNode property(Expression.Read read, FactType<?> subject) throws DoesNotFit {
        ObjectNode property = node().put("field", read.property().name());
        if (read.factType() != subject) {
            property.put("fact", read.factType().name());
        }
        ArrayNode arguments = array(List.of());
        for (Expression argument : read.arguments()) {
            arguments.add(value(argument, subject));
        }
        return arguments.isEmpty() ? property : property.set("arguments", arguments);
    }

    private static boolean isLiteral(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral literal -> true;
            case Expression.TextLiteral literal -> true;
            case Expression.DayLiteral literal -> true;
            case Expression.FlagLiteral literal -> true;
            case Expression.Read read -> false;
            case Expression.Arithmetic arithmetic -> false;
            case Expression.Concatenation concatenation -> false;
            case Expression.Aggregate aggregate -> false;
        };
    }

    private static JsonNode number(String written) {
        var number = new BigDecimal(written);
        boolean whole = number.scale() <= 0 && number.precision() < 10;
        return whole ? node().numberNode(number.intValueExact()) : node().numberNode(number);
    }

    private static ObjectNode node() {
        return Json.MAPPER.createObjectNode();
    }

    private static ArrayNode array(List<? extends JsonNode> members) {
        return Json.MAPPER.createArrayNode().addAll(members);
    }

    private static DoesNotFit unfit(Position position, String what) {
        return new DoesNotFit(position, "a definition cannot say " + what);
    }
}
