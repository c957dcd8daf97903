package io.regulars.imports.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;

/**
 * What a made-up business is made from; equal settings give equal lines.
 *
 * @param seed another seed, another business
 * @param clients how many, 1 to {@value #MOST_CLIENTS}; a client's history does not depend on how many others there are,
 *     except for who referred whom
 * @param end the moment that the history is told at: what is later is upcoming
 * @param zone of the business: opening hours and mornings are local
 * @param currency of all amounts
 * @param country where most clients live, ISO 3166
 */
public record DemoSettings(long seed, int clients, Instant end, ZoneId zone, Currency currency, String country) {
    /** More than this is refused. */
    public static final int MOST_CLIENTS = 1_000_000;

    public DemoSettings {
        if (clients < 1 || clients > MOST_CLIENTS) {
            throw new IllegalArgumentException("clients must be 1 to " + MOST_CLIENTS + ", not " + clients + ".");
        }
    }
}
