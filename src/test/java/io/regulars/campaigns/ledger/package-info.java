@NullMarked
package io.regulars.campaigns.ledger;

import org.jspecify.annotations.NullMarked;
