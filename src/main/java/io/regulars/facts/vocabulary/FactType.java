package io.regulars.facts.vocabulary;

import io.regulars.facts.Client;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of fact that a pattern can match.
 *
 * @param name as rules write it
 * @param meaning one sentence for the analyst
 * @param type the Java class of its instances
 * @param properties by name, in the order of the documentation
 * @param owner the client a fact belongs to; every pattern of a rule speaks of the same client
 */
public record FactType<F>(
        String name, String meaning, Class<F> type, Map<String, Property<F>> properties, Function<F, Client> owner) {
    public FactType {
        if (name.isBlank() || meaning.isBlank()) {
            throw new IllegalArgumentException("A fact type needs a name and a meaning: '" + name + "'");
        }
    }

    /** Makes a fact type of a list of properties. */
    public static <F> FactType<F> of(
            String name, String meaning, Class<F> type, Function<F, Client> owner, List<Property<F>> properties) {
        var byName = new LinkedHashMap<String, Property<F>>();
        for (Property<F> property : properties) {
            if (byName.put(property.name(), property) != null) {
                throw new IllegalArgumentException(name + " has two properties named " + property.name());
            }
        }
        return new FactType<>(name, meaning, type, Collections.unmodifiableMap(byName), owner);
    }

    /** Of the name, which tells fact types apart: they are looked up often and have many properties. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The property of that name, if there is one. */
    public Optional<Property<F>> property(String property) {
        return Optional.ofNullable(properties.get(property));
    }
}
