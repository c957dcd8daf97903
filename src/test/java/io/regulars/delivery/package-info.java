/** Messages, before and when they go out. */
@NullMarked
package io.regulars.delivery;

import org.jspecify.annotations.NullMarked;
