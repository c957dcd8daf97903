/** Previews of a release as jobs. */
@NullMarked
package io.regulars.releases.preview;

import org.jspecify.annotations.NullMarked;
