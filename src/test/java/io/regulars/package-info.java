@NullMarked
package io.regulars;

import org.jspecify.annotations.NullMarked;
