/** Templates in the words of whoever writes them. */
@NullMarked
package io.regulars.templates;

import org.jspecify.annotations.NullMarked;
