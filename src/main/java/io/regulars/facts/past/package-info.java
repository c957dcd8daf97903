/** A history over all its moments: how long each state lasted, what held throughout a stretch, what was spent since when. */
@NullMarked
package io.regulars.facts.past;

import org.jspecify.annotations.NullMarked;
