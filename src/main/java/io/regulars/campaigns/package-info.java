/** Campaigns: the catalogue an analyst keeps, and the ledger of what was started and why, or why not. */
@NullMarked
package io.regulars.campaigns;

import org.jspecify.annotations.NullMarked;
