/** What was started and why, or why not; which actions follow, and what becomes of them. */
@NullMarked
package io.regulars.campaigns.ledger;

import org.jspecify.annotations.NullMarked;
