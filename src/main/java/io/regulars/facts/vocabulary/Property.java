package io.regulars.facts.vocabulary;

import io.regulars.facts.Cutoffs;
import io.regulars.facts.values.Truth;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One word of the vocabulary: a property of a fact type that rules can name, with how it is read and how it moves with
 * time. {@code visitsInLast(days)} is a property with a parameter. Reading never boxes a number.
 *
 * @param <F> the fact it is a property of
 */
public sealed interface Property<F> {
    /** Its name in rules. */
    String name();

    /** What it means, in a sentence an analyst understands. */
    String meaning();

    /** A condition that uses it, as it would stand in a pattern. */
    String example();

    /** What stands in its brackets; empty for a plain property. */
    List<Parameter> parameters();

    /** When it changes by itself. */
    Timing<F> timing();

    /** A parameter's name, what may be passed and what that means, in a sentence. */
    record Parameter(String name, ParameterType type, String meaning) {
        public Parameter {
            if (name.isBlank() || meaning.isBlank()) {
                throw new IllegalArgumentException("A parameter needs a name and a meaning: '" + name + "'");
            }
        }
    }

    /** What a parameter takes: arguments arrive as Integer, String or LocalDate. */
    enum ParameterType {
        WHOLE_NUMBER,
        TEXT,
        DATE
    }

    /**
     * A number; NaN is unknown.
     *
     * @param unit what it is measured in
     */
    record Numeric<F>(
            String name,
            Unit unit,
            String meaning,
            String example,
            List<Parameter> parameters,
            Timing<F> timing,
            NumberReader<F> reader)
            implements Property<F> {
        public Numeric {
            Property.mustBeDescribed(name, meaning, example);
            Objects.requireNonNull(unit, "A number needs a unit: " + name);
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * A text; null is unknown.
     *
     * @param values the closed list it is from, in upper case as an enum would be; empty: any text
     */
    record Text<F>(
            String name,
            String meaning,
            String example,
            List<Parameter> parameters,
            Timing<F> timing,
            List<String> values,
            TextReader<F> reader)
            implements Property<F> {
        public Text {
            Property.mustBeDescribed(name, meaning, example);
            parameters = List.copyOf(parameters);
            values = List.copyOf(values);
        }
    }

    /** A yes or no, or unknown. */
    record Flag<F>(
            String name,
            String meaning,
            String example,
            List<Parameter> parameters,
            Timing<F> timing,
            FlagReader<F> reader)
            implements Property<F> {
        public Flag {
            Property.mustBeDescribed(name, meaning, example);
            parameters = List.copyOf(parameters);
        }
    }

    /** A local day; null is unknown. */
    record Day<F>(
            String name,
            String meaning,
            String example,
            List<Parameter> parameters,
            Timing<F> timing,
            DayReader<F> reader)
            implements Property<F> {
        public Day {
            Property.mustBeDescribed(name, meaning, example);
            parameters = List.copyOf(parameters);
        }
    }

    /** A set of texts; empty, never unknown. */
    record Texts<F>(
            String name,
            String meaning,
            String example,
            List<Parameter> parameters,
            Timing<F> timing,
            TextsReader<F> reader)
            implements Property<F> {
        public Texts {
            Property.mustBeDescribed(name, meaning, example);
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * The client's rank by spend: compared with a literal only, through the population's {@link Cutoffs}; it has no
     * value of its own within an evaluation.
     */
    record Rank<F>(String name, String meaning, String example, Timing<F> timing, RankReader<F> reader)
            implements Property<F> {
        public Rank {
            Property.mustBeDescribed(name, meaning, example);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    }

    /** Reads a number. */
    @FunctionalInterface
    interface NumberReader<F> {
        double read(F fact, Object[] arguments);
    }

    /** Reads a text. */
    @FunctionalInterface
    interface TextReader<F> {
        @Nullable
        String read(F fact, Object[] arguments);
    }

    /** Reads a yes or no. */
    @FunctionalInterface
    interface FlagReader<F> {
        Truth read(F fact, Object[] arguments);
    }

    /** Reads a day. */
    @FunctionalInterface
    interface DayReader<F> {
        @Nullable
        LocalDate read(F fact, Object[] arguments);
    }

    /** Reads a set of texts. */
    @FunctionalInterface
    interface TextsReader<F> {
        Set<String> read(F fact, Object[] arguments);
    }

    /** Says whether the fact ranks above a cut; unknown without a rank. */
    @FunctionalInterface
    interface RankReader<F> {
        Truth above(F fact, Cutoffs.Cut cut);
    }

    private static void mustBeDescribed(String name, String meaning, String example) {
        if (name.isBlank() || meaning.isBlank() || example.isBlank()) {
            throw new IllegalArgumentException("A property needs a name, a meaning and an example: '" + name + "'");
        }
    }
}
