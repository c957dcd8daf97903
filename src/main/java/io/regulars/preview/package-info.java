@NullMarked
package io.regulars.preview;

import org.jspecify.annotations.NullMarked;
