/** When a segment began or ended, from the history and without a look at each moment. */
@NullMarked
package io.regulars.rules.lookback;

import org.jspecify.annotations.NullMarked;
