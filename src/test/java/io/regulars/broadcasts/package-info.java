@NullMarked
package io.regulars.broadcasts;

import org.jspecify.annotations.NullMarked;
