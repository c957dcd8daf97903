@NullMarked
package io.regulars.evaluation;

import org.jspecify.annotations.NullMarked;
