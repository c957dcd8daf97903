@NullMarked
package io.regulars.releases.check;

import org.jspecify.annotations.NullMarked;
