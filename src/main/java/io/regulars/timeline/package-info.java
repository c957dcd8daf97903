@NullMarked
package io.regulars.timeline;

import org.jspecify.annotations.NullMarked;
