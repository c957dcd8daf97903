/** The typed tree every front end makes and every reader reads; each node knows its place in the source. */
@NullMarked
package io.regulars.rules.tree;

import org.jspecify.annotations.NullMarked;
