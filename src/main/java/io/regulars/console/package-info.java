/** The web console: serves its page. The page itself, TSX and CSS, lies in {@code src/main/resources/web}. */
@NullMarked
package io.regulars.console;

import org.jspecify.annotations.NullMarked;
