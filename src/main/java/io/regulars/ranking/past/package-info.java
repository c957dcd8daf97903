/** Where the cut-offs lay at every past moment. */
@NullMarked
package io.regulars.ranking.past;

import org.jspecify.annotations.NullMarked;
