package io.regulars.facts.vocabulary;

import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.Property.Parameter;
import io.regulars.facts.vocabulary.Property.ParameterType;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Short forms in which the tables of the vocabulary are written. */
final class VocabularyShorthand {
    static final Parameter DAYS =
            new Parameter("days", ParameterType.WHOLE_NUMBER, "How many calendar days, today the last of them.");
    static final Parameter FROM = new Parameter("from", ParameterType.DATE, "The first day.");
    static final Parameter TO = new Parameter("to", ParameterType.DATE, "The last day.");
    static final Parameter SERVICE = named("service", "Code of a service.");
    static final Parameter CATEGORY = named("category", "A category of services.");
    static final Parameter ATTRIBUTE = named("attribute", "Name of a custom attribute of the client.");

    private VocabularyShorthand() {}

    static Parameter named(String name, String meaning) {
        return new Parameter(name, ParameterType.TEXT, meaning);
    }

    static <F> Property<F> number(
            String name, Unit unit, String meaning, String example, Timing<F> timing, ToDoubleFunction<F> reader) {
        return new Property.Numeric<>(
                name, unit, meaning, example, List.of(), timing, (fact, arguments) -> reader.applyAsDouble(fact));
    }

    static <F> Property<F> number(
            String name,
            Unit unit,
            String meaning,
            String example,
            List<Parameter> parameters,
            Timing<F> timing,
            Property.NumberReader<F> reader) {
        return new Property.Numeric<>(name, unit, meaning, example, parameters, timing, reader);
    }

    static <F> Property<F> text(
            String name, String meaning, String example, Timing<F> timing, Function<F, @Nullable String> reader) {
        return new Property.Text<>(
                name, meaning, example, List.of(), timing, List.of(), (fact, arguments) -> reader.apply(fact));
    }

    /** A text of a closed list. */
    static <F, E extends Enum<E>> Property<F> oneOf(
            Class<E> values,
            String name,
            String meaning,
            String example,
            Timing<F> timing,
            Function<F, @Nullable E> reader) {
        return new Property.Text<>(
                name,
                meaning,
                example,
                List.of(),
                timing,
                Stream.of(values.getEnumConstants()).map(Enum::name).toList(),
                (fact, arguments) -> {
                    E value = reader.apply(fact);
                    return value == null ? null : value.name();
                });
    }

    /** A yes or no that is never unknown. */
    static <F> Property<F> flag(String name, String meaning, String example, Timing<F> timing, Predicate<F> reader) {
        return new Property.Flag<>(
                name, meaning, example, List.of(), timing, (fact, arguments) -> Truth.of(reader.test(fact)));
    }

    static <F> Property<F> flag(
            String name,
            String meaning,
            String example,
            List<Parameter> parameters,
            Timing<F> timing,
            Property.FlagReader<F> reader) {
        return new Property.Flag<>(name, meaning, example, parameters, timing, reader);
    }

    static <F> Property<F> day(
            String name, String meaning, String example, Timing<F> timing, Function<F, @Nullable LocalDate> reader) {
        return new Property.Day<>(name, meaning, example, List.of(), timing, (fact, arguments) -> reader.apply(fact));
    }
}
