@NullMarked
package io.regulars.consistency;

import org.jspecify.annotations.NullMarked;
