/** Bookings, services and receipts, as the booking system tells them. */
@NullMarked
package io.regulars.bookings;

import org.jspecify.annotations.NullMarked;
