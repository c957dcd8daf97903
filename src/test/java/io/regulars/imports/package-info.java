@NullMarked
package io.regulars.imports;

import org.jspecify.annotations.NullMarked;
