package io.regulars.facts;

import java.time.Instant;

/** The client came into a segment in this evaluation; {@code since} is when it became true. */
public record Entered(Client client, String segment, Instant since) {}
