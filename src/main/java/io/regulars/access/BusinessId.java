package io.regulars.access;

/** Which business a row belongs to; ours, never shown outside. */
public record BusinessId(int value) {}
