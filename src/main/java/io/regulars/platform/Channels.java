package io.regulars.platform;

import java.util.List;

/** Ways to reach a client, to which they may agree or not. */
public final class Channels {
    /** All there are. */
    public static final List<String> ALL = List.of("email", "sms", "whatsapp", "phone", "call", "push", "post");

    private Channels() {}

    /**
     * A channel of that name.
     *
     * @throws IllegalArgumentException if there is none, naming the nearest
     */
    public static String checked(String name) {
        if (!ALL.contains(name)) {
            throw new IllegalArgumentException("is a channel, one of " + String.join(", ", ALL)
                    + NearestName.of(name, ALL)
                            .map(nearest -> "; did you mean " + nearest + "?")
                            .orElse(""));
        }
        return name;
    }
}
