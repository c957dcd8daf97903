/** What a history comes to at one moment: visits, spend, reliability, habits. The facts and their properties read these. */
@NullMarked
package io.regulars.facts.measures;

import org.jspecify.annotations.NullMarked;
