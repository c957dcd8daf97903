/**
 * The vocabulary rules are written in, and the pure functions from a client's history to facts. No framework, no
 * database, no clock: an outcome follows from its arguments alone, so any past moment can be replayed.
 */
@NullMarked
package io.regulars.facts;

import org.jspecify.annotations.NullMarked;
