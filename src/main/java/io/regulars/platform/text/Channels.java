package io.regulars.platform.text;

import java.util.List;
import java.util.Locale;

/** Ways to reach a client, to which they may agree or not. */
public final class Channels {
    /** All there are. */
    public static final List<String> ALL = List.of("email", "sms", "whatsapp", "phone", "call", "push", "post");

    private static final List<String> EVERY = List.of("all", "any", "every", "*");

    private Channels() {}

    /**
     * A channel of that name.
     *
     * @throws IllegalArgumentException if there is none, naming the nearest
     */
    public static String checked(String name) {
        if (!ALL.contains(name)) {
            throw new IllegalArgumentException("is a channel, one of " + String.join(", ", ALL)
                    + (isEvery(name)
                            ? "; for all of them leave it out"
                            : NearestName.of(name, ALL)
                                    .map(nearest -> "; did you mean " + nearest + "?")
                                    .orElse("")));
        }
        return name;
    }

    /** That there is no such channel, and which there are. */
    public static String unknown(String name) {
        String said = isEvery(name)
                ? "There is no channel '" + name + "'; name each."
                : NearestName.unknown("channel", name, ALL);
        return said + " One of " + String.join(", ", ALL) + ".";
    }

    private static boolean isEvery(String name) {
        return EVERY.contains(name.toLowerCase(Locale.ROOT));
    }
}
