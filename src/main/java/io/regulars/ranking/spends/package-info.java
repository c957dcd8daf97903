/** How many clients have which spend, and the cut-offs that follow from it. */
@NullMarked
package io.regulars.ranking.spends;

import org.jspecify.annotations.NullMarked;
