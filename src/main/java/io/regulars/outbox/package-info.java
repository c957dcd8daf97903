/**
 * What leaves the service: rows written with what caused them, claimed under a lease, carried out without a transaction, acknowledged.
 * Decided exactly once; carried out at least once under one id.
 */
@NullMarked
package io.regulars.outbox;

import org.jspecify.annotations.NullMarked;
