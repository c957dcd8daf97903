@NullMarked
package io.regulars.rules.reading;

import org.jspecify.annotations.NullMarked;
