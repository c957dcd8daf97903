/** Reads and writes JSON strictly, and tells all that is wrong with it at once. */
@NullMarked
package io.regulars.platform.json;

import org.jspecify.annotations.NullMarked;
