/** Tests of the engine's own parts. */
@NullMarked
package io.regulars.rules.engine;

import org.jspecify.annotations.NullMarked;
