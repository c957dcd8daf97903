@NullMarked
package io.regulars.live;

import org.jspecify.annotations.NullMarked;
