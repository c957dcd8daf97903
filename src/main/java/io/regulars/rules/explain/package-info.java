@NullMarked
package io.regulars.rules.explain;

import org.jspecify.annotations.NullMarked;
