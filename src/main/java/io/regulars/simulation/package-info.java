/** A client in memory with a clock of its own, evaluated as the service does. */
@NullMarked
package io.regulars.simulation;

import org.jspecify.annotations.NullMarked;
