package io.regulars.access.businesses;

/** Our own number of a business; every row belongs to one. Callers never see it. */
public record BusinessId(int value) {}
