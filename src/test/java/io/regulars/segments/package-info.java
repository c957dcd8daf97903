@NullMarked
package io.regulars.segments;

import org.jspecify.annotations.NullMarked;
