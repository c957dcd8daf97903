@NullMarked
package io.regulars.rules.lookback;

import org.jspecify.annotations.NullMarked;
