/** Carries out what is due: claims rows under a lease, hands each to the carrier of its endpoint, and acknowledges. */
@NullMarked
package io.regulars.outbox.sending;

import org.jspecify.annotations.NullMarked;
