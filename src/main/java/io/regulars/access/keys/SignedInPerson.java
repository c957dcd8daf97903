package io.regulars.access.keys;

/**
 * Somebody whom another vouches for.
 *
 * @param issuer who vouches
 * @param subject what that one calls them, for ever
 * @param name what people call them
 */
public record SignedInPerson(String issuer, String subject, String name) {}
