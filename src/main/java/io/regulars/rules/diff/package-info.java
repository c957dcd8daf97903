/** Tells what two sets of rule files mean differently. */
@NullMarked
package io.regulars.rules.diff;

import org.jspecify.annotations.NullMarked;
