@NullMarked
package io.regulars.releases.preview;

import org.jspecify.annotations.NullMarked;
