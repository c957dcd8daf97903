/** The release that answers for a business, compiled and ready to run. */
@NullMarked
package io.regulars.running;

import org.jspecify.annotations.NullMarked;
