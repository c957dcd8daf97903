@NullMarked
package io.regulars.rules;

import org.jspecify.annotations.NullMarked;
