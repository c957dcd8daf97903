@NullMarked
package io.regulars.rules.interpret;

import org.jspecify.annotations.NullMarked;
