@NullMarked
package io.regulars.access.sessions;

import org.jspecify.annotations.NullMarked;
