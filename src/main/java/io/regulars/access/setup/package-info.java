/** Businesses as they are set up: the first one with its key at the first start, others by a platform's key, settings by their own. */
@NullMarked
package io.regulars.access.setup;

import org.jspecify.annotations.NullMarked;
