@NullMarked
package io.regulars.intake;

import org.jspecify.annotations.NullMarked;
