package io.regulars.rules.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.drl.DrlReader;
import io.regulars.rules.model.DiagnosticCollector;
import io.regulars.rules.model.RuleFile;
import io.regulars.rules.tree.Action;
import io.regulars.rules.tree.Condition;
import io.regulars.rules.tree.Element;
import io.regulars.rules.tree.Expression;
import io.regulars.rules.tree.Pattern;
import io.regulars.rules.tree.ValueType;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All that a rule tree can hold is among the random rules of the twenty seeds: nothing that is accepted goes uncompared. */
@Tag("slow")
class ComparedConstructsTest {
    private final Set<String> found = new TreeSet<>();

    @Test
    void everyConstructOfTheTreeIsCompared() throws ReflectiveOperationException {
        for (int seed = 0; seed < 20; seed++) {
            String rules = RandomRules.ours(seed, DifferentialTest.RULES);
            walk(new DrlReader(new DiagnosticCollector()).read(new RuleFile("random.drl", rules)));
        }

        assertThat(found)
                .containsAll(names(Condition.class))
                .containsAll(names(Expression.class))
                .containsAll(names(Element.class))
                .containsAll(names(Action.class));
        for (Condition.Operator operator : Condition.Operator.values()) {
            assertThat(found).contains("NUMBER " + operator, "TEXT " + operator, "DAY " + operator);
        }
        for (ValueType type : List.of(ValueType.NUMBER, ValueType.TEXT, ValueType.FLAG, ValueType.DAY)) {
            assertThat(found).contains(type + " OneOf", type + " OneOf negated");
        }
        assertThat(found)
                .contains("FLAG EQUAL", "FLAG NOT_EQUAL")
                .contains("Contains", "Contains negated", "Matches", "Matches negated", "Known", "Known negated")
                .contains("STARTS_WITH", "ENDS_WITH", "TextTest negated", "SameFact", "SameFact negated");
        assertThat(found).containsAll(symbols(Expression.Function.values()));
        assertThat(found).containsAll(symbols(Expression.ArithmeticOperator.values()));
        assertThat(found)
                .containsAll(Vocabulary.types().keySet().stream()
                        .map(type -> "of " + type)
                        .toList());
        assertThat(found).contains("exists Booking", "not Booking", "exists Survey", "not Survey", "ForAll Survey");
    }

    private static List<String> names(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
    }

    private static List<String> symbols(Enum<?>[] all) {
        return Stream.of(all).map(Enum::name).toList();
    }

    private void walk(Object part) throws ReflectiveOperationException {
        if (part instanceof Collection<?> parts) {
            for (Object each : parts) {
                walk(each);
            }
        } else if (part instanceof Enum<?> value) {
            found.add(value.name());
        } else if (part instanceof Record record && record.getClass().getName().contains(".rules.tree.")) {
            note(record);
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                Object inner = component.getAccessor().invoke(record);
                if (inner != null) {
                    walk(inner);
                }
            }
        }
    }

    private void note(Record part) {
        String name = part.getClass().getSimpleName();
        found.add(name);
        switch (part) {
            case Condition.Comparison comparison -> found.add(comparison.left().type() + " " + comparison.operator());
            case Condition.OneOf oneOf ->
                found.add(oneOf.expression().type() + " OneOf" + (oneOf.negated() ? " negated" : ""));
            case Condition.Contains contains -> negated(name, contains.negated());
            case Condition.Matches matches -> negated(name, matches.negated());
            case Condition.TextTest test -> negated(name, test.negated());
            case Condition.SameFact same -> negated(name, same.negated());
            case Condition.Known known -> negated(name, !known.known());
            case Condition.ForAll all ->
                found.add("ForAll " + all.pattern().type().name());
            case Condition.Quantified quantified ->
                found.add((quantified.exists() ? "exists " : "not ")
                        + quantified.pattern().type().name());
            case Pattern pattern -> found.add("of " + pattern.type().name());
            default -> {}
        }
    }

    private void negated(String name, boolean is) {
        found.add(is ? name + " negated" : name);
    }
}
