/** One client or all at other moments: as-of, replay, forecast, explanation, and the timeline. */
@NullMarked
package io.regulars.timeline;

import org.jspecify.annotations.NullMarked;
