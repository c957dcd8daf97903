/** A real salon's export, mapped to an import and compared with an independent computation in SQL. */
@NullMarked
package io.regulars.salon;

import org.jspecify.annotations.NullMarked;
