/** The functions that evaluate conditions and expressions of the tree, unknown included. */
@NullMarked
package io.regulars.rules.interpret;

import org.jspecify.annotations.NullMarked;
