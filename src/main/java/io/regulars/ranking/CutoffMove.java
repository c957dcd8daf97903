package io.regulars.ranking;

import java.time.Instant;

/** From a moment on the cut-offs lay there. */
public record CutoffMove(Instant at, CutSpends lines) {}
