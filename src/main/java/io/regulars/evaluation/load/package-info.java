/** Reads from the database what an evaluation needs: of one client in one round trip, of many in two. */
@NullMarked
package io.regulars.evaluation.load;

import org.jspecify.annotations.NullMarked;
