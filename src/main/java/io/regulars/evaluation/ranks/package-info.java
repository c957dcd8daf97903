/** The cut-offs of spend that each client of an evaluation is compared with, in the present and in the past. */
@NullMarked
package io.regulars.evaluation.ranks;

import org.jspecify.annotations.NullMarked;
