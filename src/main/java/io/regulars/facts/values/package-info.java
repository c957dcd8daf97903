/** What facts are computed with: truth of three values, local days, runs of days. */
@NullMarked
package io.regulars.facts.values;

import org.jspecify.annotations.NullMarked;
