/** Codes of offers: given to clients with messages, checked, redeemed by bookings and events, and given back. */
@NullMarked
package io.regulars.offers;

import org.jspecify.annotations.NullMarked;
