package io.regulars.arbiter;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What went out before: to the client, and to the client's addresses for whomever; and how much of the rates is taken.
 *
 * @param taken by what is limited, how many places of each bucket are taken from the present one on; a bucket that is missing is empty
 */
public record Contacts(List<Contact> past, Map<Limited, Map<Instant, Integer>> taken) {
    /** Nothing ever went out. */
    public static final Contacts NONE = new Contacts(List.of(), Map.of());

    public Contacts {
        past = List.copyOf(past);
        taken = Map.copyOf(taken);
    }

    /** A message that was decided to go out. */
    public record Contact(
            Instant at, long client, String address, String channel, Purpose purpose, String campaign, String step) {
        /** So that of several at one moment it is always the same that is told. */
        static final Comparator<Contact> ORDER = Comparator.comparing(Contact::at)
                .thenComparingLong(Contact::client)
                .thenComparing(Contact::campaign)
                .thenComparing(Contact::step)
                .thenComparing(Contact::channel)
                .thenComparing(Contact::address);
    }

    /** What a rate counts. */
    public sealed interface Limited {
        /** The messages of a channel, of the whole business. */
        record Channel(String channel) implements Limited {}

        /** The messages of a campaign. */
        record Campaign(String campaign) implements Limited {}
    }
}
