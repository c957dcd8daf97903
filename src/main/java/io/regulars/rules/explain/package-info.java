/** Says why a rule holds for a client, or why not. */
@NullMarked
package io.regulars.rules.explain;

import org.jspecify.annotations.NullMarked;
