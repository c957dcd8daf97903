@NullMarked
package io.regulars.releases;

import org.jspecify.annotations.NullMarked;
