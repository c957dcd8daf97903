/** The text of a rule file and its words, each with its place. */
@NullMarked
package io.regulars.rules.drl.words;

import org.jspecify.annotations.NullMarked;
