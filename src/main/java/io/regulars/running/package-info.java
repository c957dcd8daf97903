@NullMarked
package io.regulars.running;

import org.jspecify.annotations.NullMarked;
