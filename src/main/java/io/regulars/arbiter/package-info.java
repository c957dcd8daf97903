/**
 * Decides what may go out to a client, by which channel and when, and says why something may not. Pure: no framework, no
 * database, no clock. So deliveries, previews and scenarios ask the very same function.
 */
@NullMarked
package io.regulars.arbiter;

import org.jspecify.annotations.NullMarked;
