package io.regulars.facts;

import java.time.Instant;

/** The client is in a segment, since the moment it became true. */
public record Member(Client client, String segment, Instant since) {}
