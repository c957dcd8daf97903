@NullMarked
package io.regulars.ranking.spends;

import org.jspecify.annotations.NullMarked;
