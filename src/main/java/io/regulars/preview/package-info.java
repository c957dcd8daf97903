/** Whom a definition or a release would move, over all clients and without writing. */
@NullMarked
package io.regulars.preview;

import org.jspecify.annotations.NullMarked;
