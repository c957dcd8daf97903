@NullMarked
package io.regulars.arbiter;

import org.jspecify.annotations.NullMarked;
