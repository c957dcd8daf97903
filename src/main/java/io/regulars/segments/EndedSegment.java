package io.regulars.segments;

import java.time.Instant;

/**
 * A segment that a client was in and is no more.
 *
 * @param since when they came into it
 * @param endedAt when it ended, which may be before it was noticed
 * @param rule that held last
 * @param because what of it no longer holds, or else why it held
 * @param retracted true if from what is known now they were never in it: a correction took it back
 * @param neverHeld true if by the rules and the history of now they were never in it
 */
public record EndedSegment(
        String name,
        Instant since,
        Instant endedAt,
        String rule,
        String because,
        boolean retracted,
        boolean neverHeld) {}
