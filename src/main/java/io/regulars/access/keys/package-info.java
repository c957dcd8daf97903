/** The keys that callers show. */
@NullMarked
package io.regulars.access.keys;

import org.jspecify.annotations.NullMarked;
