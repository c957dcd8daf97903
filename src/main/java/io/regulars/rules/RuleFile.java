package io.regulars.rules;

/**
 * One file of a release.
 *
 * @param path relative to the rules folder, with {@code /}
 */
public record RuleFile(String path, String content) {}
