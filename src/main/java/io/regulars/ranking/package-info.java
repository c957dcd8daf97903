/** Where clients rank by spend: cut-offs that move step by step, of the present and of every past moment. */
@NullMarked
package io.regulars.ranking;

import org.jspecify.annotations.NullMarked;
