/**
 * The facts that rules match, and the pure functions from a client's history to them. No framework, no database, no
 * clock: a result follows from its arguments alone, so any past moment can be replayed.
 *
 * <pre>
 *   values ← history ← measures ← facts ← vocabulary ← past
 * </pre>
 */
@NullMarked
package io.regulars.facts;

import org.jspecify.annotations.NullMarked;
