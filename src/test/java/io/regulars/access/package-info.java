@NullMarked
package io.regulars.access;

import org.jspecify.annotations.NullMarked;
