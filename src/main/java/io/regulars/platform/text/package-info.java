/** What people and systems write, read with a sentence where it is wrong: moments, codes of the world outside, names nearly right. */
@NullMarked
package io.regulars.platform.text;

import org.jspecify.annotations.NullMarked;
