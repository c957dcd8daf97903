@NullMarked
package io.regulars.facts.past;

import org.jspecify.annotations.NullMarked;
