/** What every package may use: the database, error codes, clock and ids. Small, and no dumping ground. */
@NullMarked
package io.regulars.platform;

import org.jspecify.annotations.NullMarked;
