/** Brings two edits of one set of rule files together. */
@NullMarked
package io.regulars.rules.merge;

import org.jspecify.annotations.NullMarked;
