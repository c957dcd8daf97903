/** What carries campaign actions out when they are due. */
@NullMarked
package io.regulars.delivery;

import org.jspecify.annotations.NullMarked;
