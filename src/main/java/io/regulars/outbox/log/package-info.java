/** Carries messages out by a line in the log, where nothing else is set up. */
@NullMarked
package io.regulars.outbox.log;

import org.jspecify.annotations.NullMarked;
