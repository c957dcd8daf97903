/** Puts reading, checks and lowering together into a rule set. */
@NullMarked
package io.regulars.rules.compile;

import org.jspecify.annotations.NullMarked;
