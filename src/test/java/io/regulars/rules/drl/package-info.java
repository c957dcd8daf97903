/** Tests of the DRL front end's own parts. */
@NullMarked
package io.regulars.rules.drl;

import org.jspecify.annotations.NullMarked;
