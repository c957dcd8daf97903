@NullMarked
package io.regulars.facts.measures;

import org.jspecify.annotations.NullMarked;
