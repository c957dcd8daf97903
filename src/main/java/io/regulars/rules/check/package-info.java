/** Collects diagnostics and finds the name that was meant. */
@NullMarked
package io.regulars.rules.check;

import org.jspecify.annotations.NullMarked;
