package io.regulars.evaluation;

import java.time.Instant;

/** From a moment on the cut-offs lay there. */
record CutoffMove(Instant at, Lines lines) {}
