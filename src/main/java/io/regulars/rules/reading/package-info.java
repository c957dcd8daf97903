/** Reads all rule files of a release into one tree. */
@NullMarked
package io.regulars.rules.reading;

import org.jspecify.annotations.NullMarked;
