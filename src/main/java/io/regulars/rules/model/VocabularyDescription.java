package io.regulars.rules.model;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * All that a rule can say, for whoever writes rules and for an editor that completes them.
 *
 * @param facts what a pattern can match, with the properties of each
 * @param types the kinds of values, with the operators that each allows
 * @param units what numbers and dates are measured in
 * @param verbs what a rule can do
 * @param attributes what can stand between a rule's name and its {@code when}
 */
public record VocabularyDescription(
        List<Fact> facts, List<Type> types, List<Unit> units, List<Verb> verbs, List<Attribute> attributes) {
    public VocabularyDescription {
        facts = List.copyOf(facts);
        types = List.copyOf(types);
        units = List.copyOf(units);
        verbs = List.copyOf(verbs);
        attributes = List.copyOf(attributes);
    }

    /** A kind of fact: {@code Client}. */
    public record Fact(String name, String meaning, List<Word> properties) {
        public Fact {
            properties = List.copyOf(properties);
        }
    }

    /**
     * A property of a fact: {@code visitsInLast(days)}.
     *
     * @param type name of one of the {@link #types()}
     * @param unit name of one of the {@link #units()}; null where there is none
     * @param parameters what stands in its brackets; empty for none
     * @param values the closed list its values are from; empty: any
     * @param changesWithTime whether its value can change though nothing happens
     * @param example a condition that uses it, as it stands in a pattern of its fact
     */
    public record Word(
            String name,
            String type,
            @Nullable String unit,
            String meaning,
            List<Argument> parameters,
            List<String> values,
            boolean changesWithTime,
            String example) {
        public Word {
            parameters = List.copyOf(parameters);
            values = List.copyOf(values);
        }
    }

    /**
     * A parameter of a property.
     *
     * @param type WHOLE_NUMBER, TEXT or DATE
     */
    public record Argument(String name, String type, String meaning) {}

    /** A kind of value: {@code NUMBER}. */
    @Schema(name = "PropertyType")
    public record Type(String name, String meaning, List<Operator> operators) {
        public Type {
            operators = List.copyOf(operators);
        }
    }

    /**
     * What a value can be asked.
     *
     * @param symbol as it is written; empty: the value stands by itself
     */
    public record Operator(String symbol, String meaning) {}

    /** What a value is measured in. */
    public record Unit(String name, String meaning) {}

    /**
     * Something that a rule does when it fires.
     *
     * @param example the line as it stands after {@code then}
     */
    public record Verb(String name, String meaning, String example) {}

    /**
     * Something that a rule says of itself.
     *
     * @param example the line as it stands before {@code when}
     */
    public record Attribute(String name, String meaning, String example) {}
}
