/** What a rule demands of a client: quantities and their ranges, what one condition says of another. */
@NullMarked
package io.regulars.rules.check.analysis;

import org.jspecify.annotations.NullMarked;
