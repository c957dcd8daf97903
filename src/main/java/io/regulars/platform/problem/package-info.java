/** Why a request is refused, as everybody throws it. */
@NullMarked
package io.regulars.platform.problem;

import org.jspecify.annotations.NullMarked;
