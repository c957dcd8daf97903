/** The pure core: from an input, which is history, memberships held and the moment, to a result. */
@NullMarked
package io.regulars.evaluation;

import org.jspecify.annotations.NullMarked;
