package io.regulars.drools;

import io.regulars.facts.Reading;
import io.regulars.facts.values.Truth;
import org.jspecify.annotations.Nullable;

/** Reads facts for plain objects, which have null or NaN for what is not known. */
final class Known {
    private Known() {}

    static double number(Object fact, String property, Object... arguments) {
        return Reading.number(fact, property, arguments);
    }

    static @Nullable String text(Object fact, String property, Object... arguments) {
        return Reading.text(fact, property, arguments).orElse(null);
    }

    static boolean flag(Object fact, String property, Object... arguments) {
        return Reading.flag(fact, property, arguments) == Truth.TRUE;
    }
}
