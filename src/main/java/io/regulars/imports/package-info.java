/** Brings in whole histories, line by line, as jobs. */
@NullMarked
package io.regulars.imports;

import org.jspecify.annotations.NullMarked;
