package io.regulars.facts;

import io.regulars.facts.values.Truth;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import java.time.LocalDate;
import java.util.Optional;

/** Reads facts by the names that rules use: {@code number(client, "visitsInLast", 30)}. */
public final class Reading {
    private Reading() {}

    /** A number; NaN is unknown. */
    public static double number(Object fact, String property, Object... arguments) {
        return ((Property.Numeric<Object>) property(fact, property)).reader().read(fact, arguments);
    }

    public static Optional<String> text(Object fact, String property, Object... arguments) {
        return Optional.ofNullable(
                ((Property.Text<Object>) property(fact, property)).reader().read(fact, arguments));
    }

    public static Truth flag(Object fact, String property, Object... arguments) {
        return ((Property.Flag<Object>) property(fact, property)).reader().read(fact, arguments);
    }

    public static Optional<LocalDate> day(Object fact, String property, Object... arguments) {
        return Optional.ofNullable(
                ((Property.Day<Object>) property(fact, property)).reader().read(fact, arguments));
    }

    @SuppressWarnings("unchecked")
    static Property<Object> property(Object fact, String property) {
        for (FactType<?> type : Vocabulary.types().values()) {
            if (type.type().isInstance(fact)) {
                return (Property<Object>) type.property(property).orElseThrow();
            }
        }
        throw new IllegalArgumentException("Not a fact: " + fact);
    }
}
