@NullMarked
package io.regulars.ranking.past;

import org.jspecify.annotations.NullMarked;
