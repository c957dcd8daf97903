package io.regulars.rules.builder;

import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.tree.Pattern;
import java.util.LinkedHashMap;
import java.util.Map;

/** The facts that definitions speak of beside the client. */
final class OwnHistoryFacts {
    private OwnHistoryFacts() {}

    /** What {@code exists} goes through, by name: the client's own bookings and surveys. */
    static Map<String, FactType<?>> byName() {
        var own = new LinkedHashMap<String, FactType<?>>();
        Vocabulary.types().forEach((name, type) -> {
            if (Pattern.isOwnHistory(type)) {
                own.put(name, type);
            }
        });
        return own;
    }
}
