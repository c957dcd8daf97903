/** Regulars: a rules service for businesses that take bookings. Packages are features. */
@NullMarked
package io.regulars;

import org.jspecify.annotations.NullMarked;
