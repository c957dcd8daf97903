package io.regulars.rules.model;

import java.util.List;

/**
 * Something whose texts are a business's own, so that only its data can tell which there are: the cities of its clients, the
 * channels of its bookings, the names of its services.
 *
 * @param property the property's name; of names what they are of, such as {@code service}
 * @param arguments the property's, as its reader takes them
 */
public record Subject(Kind kind, String property, List<Object> arguments) {
    public Subject {
        arguments = List.copyOf(arguments);
    }

    /** Whose texts they are. */
    public enum Kind {
        /** One of each client, or a set of them. */
        OF_CLIENTS,
        /** One of each booking. */
        OF_BOOKINGS,
        /** What the business calls things of a kind. */
        NAMES
    }

    /** The names of a kind of things. */
    public static Subject names(String of) {
        return new Subject(Kind.NAMES, of, List.of());
    }
}
