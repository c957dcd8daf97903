/** Regulars: puts the clients of businesses that take bookings into segments and starts campaigns for them. */
@NullMarked
package io.regulars;

import org.jspecify.annotations.NullMarked;
