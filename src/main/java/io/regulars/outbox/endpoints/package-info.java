/** The endpoints of a business, and what became of what went there: the operator's face of the outbox. */
@NullMarked
package io.regulars.outbox.endpoints;

import org.jspecify.annotations.NullMarked;
