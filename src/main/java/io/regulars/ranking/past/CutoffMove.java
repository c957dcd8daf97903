package io.regulars.ranking.past;

import io.regulars.ranking.spends.CutSpends;
import java.time.Instant;

/** From a moment on the cut-offs lay there. */
public record CutoffMove(Instant at, CutSpends lines) {}
