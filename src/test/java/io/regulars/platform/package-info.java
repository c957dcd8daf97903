@NullMarked
package io.regulars.platform;

import org.jspecify.annotations.NullMarked;
