package io.regulars.facts;

import java.time.Instant;

/** The client left a segment in this evaluation, having been in it since {@code since}; {@code at} is when it ended. */
public record Left(Client client, String segment, Instant since, Instant at) {}
