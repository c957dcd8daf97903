/** From history to stored outcome: load, build facts, run the release, compare, store; and the due times that cause it. */
@NullMarked
package io.regulars.evaluation;

import org.jspecify.annotations.NullMarked;
