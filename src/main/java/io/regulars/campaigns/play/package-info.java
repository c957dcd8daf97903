/** Campaigns of one client in memory, on a clock that is moved: for scenarios. */
@NullMarked
package io.regulars.campaigns.play;

import org.jspecify.annotations.NullMarked;
