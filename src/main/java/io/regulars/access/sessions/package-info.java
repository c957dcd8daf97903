/** Browsers that signed in once, and are known by a cookie from then on. */
@NullMarked
package io.regulars.access.sessions;

import org.jspecify.annotations.NullMarked;
