package io.regulars.rules.check.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Clients, by the values that they may have.
 *
 * @param values by the key of a quantity; of others every value is possible
 */
public record Region(Map<String, Quantity> quantities, Map<String, Possible> values) {
    /** Nothing is demanded. */
    public static final Region EVERYBODY = new Region(Map.of(), Map.of());

    /** Those of them with some of these values of a quantity; empty if there can be none. */
    public Optional<Region> with(Quantity quantity, Possible wanted) {
        Possible before = values.getOrDefault(quantity.key(), quantity.all());
        Possible after = before.and(wanted);
        if (after.isEmpty()) {
            return Optional.empty();
        }
        var narrowed = new HashMap<>(values);
        narrowed.put(quantity.key(), after);
        var named = new HashMap<>(quantities);
        named.put(quantity.key(), quantity);
        return Optional.of(new Region(named, narrowed));
    }

    /** Those of them that are not in another, in parts that do not overlap. */
    public List<Region> without(Region other) {
        var parts = new ArrayList<Region>();
        Region within = this;
        for (Map.Entry<String, Possible> value : new TreeMap<>(other.values).entrySet()) {
            Quantity quantity = other.quantities.get(value.getKey());
            if (quantity == null) {
                continue;
            }
            Possible here = within.values.getOrDefault(value.getKey(), quantity.all());
            within.with(quantity, here.without(value.getValue())).ifPresent(parts::add);
            Optional<Region> rest = within.with(quantity, value.getValue());
            if (rest.isEmpty()) {
                return parts;
            }
            within = rest.get();
        }
        return parts;
    }

    /** Whether there are such clients as one sees every day: with no amount below 0. */
    public boolean isLikely() {
        return values.values().stream()
                .noneMatch(
                        value -> value instanceof Possible.Numbers numbers && !numbers.day() && numbers.isNegative());
    }

    /** One of them, by the values that matter: {@code visits is 3 and city is "Riga"}. */
    public String example() {
        var parts = new TreeMap<String, String>();
        quantities.forEach((key, quantity) -> {
            Possible value = values.getOrDefault(key, quantity.all());
            if (!key.startsWith("?")) {
                parts.put(quantity.label(), quantity.label() + " is " + value.example());
            }
        });
        List<String> all = new ArrayList<>(parts.values());
        return String.join(" and ", all);
    }
}
