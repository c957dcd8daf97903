@NullMarked
package io.regulars.ranking;

import org.jspecify.annotations.NullMarked;
