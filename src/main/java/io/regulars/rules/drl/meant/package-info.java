/** What was probably meant by what DRL does not have, with the line to write instead. */
@NullMarked
package io.regulars.rules.drl.meant;

import org.jspecify.annotations.NullMarked;
