/** The audit: recomputes clients from their history and compares them with what is stored. */
@NullMarked
package io.regulars.consistency;

import org.jspecify.annotations.NullMarked;
