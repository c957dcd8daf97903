@NullMarked
package io.regulars.rules.compile;

import org.jspecify.annotations.NullMarked;
