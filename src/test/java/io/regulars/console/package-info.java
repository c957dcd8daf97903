@NullMarked
package io.regulars.console;

import org.jspecify.annotations.NullMarked;
