@NullMarked
package io.regulars.simulation;

import org.jspecify.annotations.NullMarked;
