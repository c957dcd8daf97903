package io.regulars.drools;

/** The client came into a segment. */
public record Entered(String clientId, String segment) {}
