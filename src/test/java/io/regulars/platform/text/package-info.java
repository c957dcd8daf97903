@NullMarked
package io.regulars.platform.text;

import org.jspecify.annotations.NullMarked;
