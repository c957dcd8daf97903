package io.regulars.facts;

/** What a rule concluded of the client, for other rules to match; it lasts as long as the evaluation. */
public record Finding(Client client, String name) {}
